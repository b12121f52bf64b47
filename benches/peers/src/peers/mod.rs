//! What each row of ours is compared with.

mod json;
mod query;
mod rows;
mod service;
mod template;
mod xml;

use callback_profile::{Incoming, Outgoing};

use crate::command::Peers;
use crate::workload::{Layout, Order};

pub fn of(row: &str) -> Peers {
    match row {
        "render-get-outgoing" => query::renderers::<Outgoing>().to_vec(),
        "render-get-incoming" => query::renderers::<Incoming>().to_vec(),
        "render-form-outgoing" => query::form_renderers().to_vec(),
        "parse-form-outgoing" => query::form_readers().to_vec(),
        "render-post-outgoing" => [json::renderers::<Outgoing>(), template::outgoing()].concat(),
        "render-post-incoming" => [json::renderers::<Incoming>(), template::incoming()].concat(),
        "render-xml-outgoing" => xml::renderers().to_vec(),
        "parse-xml-outgoing" => xml::readers().to_vec(),
        "translate-1" => service::notifications::<1>().to_vec(),
        "translate-1000" => service::notifications::<1000>().to_vec(),
        "route-to-profile" | "route-to-url" => service::routes().to_vec(),
        _ => of_what_is_read(row),
    }
}

fn of_what_is_read(row: &str) -> Peers {
    const TEMPLATE: u8 = Order::Template as u8;
    const LAST_SWAPPED: u8 = Order::Swapped as u8;
    const REVERSED: u8 = Order::Reversed as u8;
    const STANDARD: u8 = Layout::Standard as u8;
    const COMPACT: u8 = Layout::Compact as u8;
    const SPACED: u8 = Layout::Spaced as u8;
    const SWAPPED: u8 = Layout::Swapped as u8;
    match row {
        "parse-get-outgoing" => query::readers::<Outgoing, TEMPLATE>().to_vec(),
        "parse-get-incoming" => query::readers::<Incoming, TEMPLATE>().to_vec(),
        "parse-get-outgoing-swapped" => query::readers::<Outgoing, LAST_SWAPPED>().to_vec(),
        "parse-get-incoming-swapped" => query::readers::<Incoming, LAST_SWAPPED>().to_vec(),
        "parse-get-outgoing-reversed" => query::readers::<Outgoing, REVERSED>().to_vec(),
        "parse-get-incoming-reversed" => query::readers::<Incoming, REVERSED>().to_vec(),
        "parse-post-outgoing" => json::readers::<Outgoing, STANDARD>().to_vec(),
        "parse-post-incoming" => json::readers::<Incoming, STANDARD>().to_vec(),
        "parse-post-outgoing-compact" => json::readers::<Outgoing, COMPACT>().to_vec(),
        "parse-post-incoming-compact" => json::readers::<Incoming, COMPACT>().to_vec(),
        "parse-post-outgoing-spaced" => json::readers::<Outgoing, SPACED>().to_vec(),
        "parse-post-incoming-spaced" => json::readers::<Incoming, SPACED>().to_vec(),
        "parse-post-outgoing-swapped" => json::readers::<Outgoing, SWAPPED>().to_vec(),
        "parse-post-incoming-swapped" => json::readers::<Incoming, SWAPPED>().to_vec(),
        "check-get-outgoing" => service::files::<Outgoing, false>().to_vec(),
        "check-post-outgoing" => service::files::<Outgoing, true>().to_vec(),
        "check-get-incoming" => service::files::<Incoming, false>().to_vec(),
        "check-post-incoming" => service::files::<Incoming, true>().to_vec(),
        _ => Peers::new(),
    }
}
