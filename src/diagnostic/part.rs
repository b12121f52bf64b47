//! The parts of what is checked.

use crate::text::words::words;

words! {
    /// The part of a profile, webhook or account that a diagnostic is about.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Part;
    /// use callback_profile::{Outgoing, Profile};
    ///
    /// let profile = Profile::<Outgoing>::standard("http://example.com/dlr")?;
    /// let report = Profile::<Outgoing>::check(profile.spec());
    /// assert_eq!(report.diagnostics()[0].part(), Part::Endpoint);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[non_exhaustive]
    pub enum Part {
        /// The file as a whole, or its JSON.
        File = "file",
        /// The profile's title.
        Title = "title",
        /// The platform to which the field set of a profile belongs.
        Platform = "platform",
        /// The profile's direction, which names its field set.
        Direction = "direction",
        /// The HTTP method.
        Method = "method",
        /// The endpoint, with the template in its query for GET.
        Endpoint = "endpoint",
        /// The template of the body.
        Body = "body",
        /// The format of the body.
        BodyFormat = "body_format",
        /// The static headers.
        Headers = "headers",
        /// The list of permitted domains of an account; the member is the entry's place.
        Whitelist = "whitelist",
        /// The profiles of an account; the member is the profile's place.
        Profiles = "profiles",
        /// The webhooks of an account; the member is the webhook's place.
        Webhooks = "webhooks",
        /// The numbers of an account; the member is the number's place, followed by the direction where the finding is about one.
        Numbers = "numbers",
        /// What a webhook reports.
        ReportType = "report_type",
        /// The business's number in a webhook.
        WabaNumber = "waba_number",
        /// The names of a webhook's parameters; the member is the field.
        Parameters = "parameters",
        /// The custom parameters of a webhook; the member is the parameter's name.
        CustomParameters = "custom_parameters",
        /// The custom headers of a webhook; the member is the header's name.
        CustomHeaders = "custom_headers",
        /// The offset of a webhook's local times.
        TimeOffset = "time_offset_minutes",
        /// The root element of a webhook's XML body.
        XmlRoot = "xml_root",
    }
    /// Returns the key under which the part stands in a file.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::diagnostic::Part;
    ///
    /// assert_eq!(Part::CustomHeaders.name(), "custom_headers");
    /// ```
    fn name;
}
