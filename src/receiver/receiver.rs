//! Several profiles behind one endpoint.

use std::fmt;

use http::HeaderMap;

use crate::profile::AnyProfile;
use crate::profile::http::whole;
use crate::receiver::delivery::Delivery;
use crate::receiver::error::ReceiveError;
use crate::receiver::routes::{Found, Routes, RoutesBuilder, path_of};
use crate::wire::engine::{Input, WholeRequest};

/// Several profiles behind one endpoint: tells which of them a request belongs to, and parses it with that one.
///
/// A request is decided by its method; by its content type, if it has one that tells; by its path, if a profile's endpoint has the
/// same one (proxies strip prefixes, so an unknown path decides nothing); by static values, in the query or in the body; then by the
/// profile that has the greatest share of its names present. It is looked through once for that, and a name costs the same however
/// many profiles have it.
///
/// # Examples
///
/// ```
/// use callback_profile::{AnyReceived, Incoming, Outgoing, Profile, Receiver};
/// use http::{HeaderMap, Method};
///
/// let status = Profile::<Outgoing>::standard("https://example.com/hook")?;
/// let message = Profile::<Incoming>::standard("https://example.com/hook")?;
/// let receiver = Receiver::new([status.into(), message.into()]);
/// match receiver.receive(&Method::GET, "/hook?id=a:0&status=read", &HeaderMap::new(), b"")?.received {
///     AnyReceived::Outgoing(received) => assert_eq!(received.callback.status().unwrap().as_str(), "read"),
///     other => panic!("expected a status, found {other:?}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Receiver {
    profiles: Vec<AnyProfile>,
    routes: Vec<Routes>,
}

impl fmt::Debug for Receiver {
    /// Static values are often tokens, so only the profiles are shown, which keep theirs to themselves.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.profiles()).finish()
    }
}

impl Receiver {
    /// A receiver for these profiles.
    #[must_use]
    pub fn new(profiles: impl IntoIterator<Item = AnyProfile>) -> Self {
        let profiles: Vec<_> = profiles.into_iter().collect();
        let mut routes: Vec<RoutesBuilder> = Vec::new();
        for (place, profile) in profiles.iter().enumerate() {
            let method = profile.method();
            let at = routes.iter().position(|routes| routes.method() == method).unwrap_or(routes.len());
            if at == routes.len() {
                routes.push(RoutesBuilder::new(method));
            }
            routes.get_mut(at).into_iter().for_each(|routes| routes.add(place, profile));
        }
        Self { profiles, routes: routes.into_iter().map(RoutesBuilder::finish).collect() }
    }

    /// The profiles, in their order.
    pub fn profiles(&self) -> impl Iterator<Item = &AnyProfile> {
        self.profiles.iter()
    }

    /// Reads a whole request with the profile that it belongs to. `target` is the request's path and query; a full URL will do.
    /// What the profile says of every request is compared: [`AnyReceived::verified`](crate::AnyReceived::verified) tells whether
    /// the request has it.
    ///
    /// # Errors
    ///
    /// The request belongs to no profile (a bot's `GET /`), or to several alike; or the one it belongs to cannot read it; or it is
    /// longer than the [limits](crate::Limits) of them all. The error says which names were seen, never a value.
    pub fn receive<'a>(
        &self,
        method: &http::Method,
        target: &'a str,
        headers: &HeaderMap,
        body: &'a [u8],
    ) -> Result<Delivery<'a>, ReceiveError> {
        self.receive_whole(method, WholeRequest { target: Input::of_target(target), headers, body })
    }

    /// Reads a request of the `http` crate, see [`receive`](Self::receive).
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive).
    pub fn receive_request<'a>(
        &self,
        request: &'a http::Request<impl AsRef<[u8]>>,
    ) -> Result<Delivery<'a>, ReceiveError> {
        self.receive_whole(request.method(), whole(request))
    }

    fn receive_whole<'a>(
        &self,
        method: &http::Method,
        request: WholeRequest<'a, '_>,
    ) -> Result<Delivery<'a>, ReceiveError> {
        let routes = self.routes.iter().find(|routes| *method == routes.method.as_str());
        let found = routes.map_or(Ok(Found::Nothing), |routes| routes.find(request))?;
        let own =
            if let Found::One(profile) = found { self.profiles.get(profile).map(|own| (profile, own)) } else { None };
        if let Some((profile, own)) = own {
            return Ok(Delivery { profile, received: own.parse_whole(request)? });
        }
        let names = routes.map(|routes| routes.list(request)).unwrap_or_default();
        Err(if let Found::Tie(profiles) = found {
            ReceiveError::tie(profiles, &names)
        } else {
            let target = String::from_utf8_lossy(request.target.bytes());
            ReceiveError::no_profile(method, path_of(&target), &names)
        })
    }
}
