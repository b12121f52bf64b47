//! What has become of a message.

use super::open_set::open_set;

open_set! {
    /// What has become of a message.
    ///
    /// Callbacks arrive in any order and may come twice, and not every pair of states has an order. So there is no
    /// `PartialOrd`: [`rank`](Self::rank) and [`supersedes`](Self::supersedes) say what can be said, and a
    /// [`MessageState`](crate::value::MessageState) keeps the state of one message.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    ///
    /// assert_eq!(Status::new("NOT_SENT "), Status::NotSent);
    /// assert_eq!(Status::new("0").as_str(), "0");
    /// assert!(Status::Read.supersedes(&Status::Delivered));
    /// ```
    pub enum Status: "a message status" {
        /// Handed over to the network.
        Sent = "sent",
        /// Arrived on a device of the recipient.
        Delivered = "delivered",
        /// Opened by the recipient.
        Read = "read",
        /// Could not be delivered; some platforms deliver a message after they have said so.
        Failed = "failed",
        /// Never handed over to the network.
        NotSent = "not-sent",
        /// A voice message that the recipient has listened to.
        Played = "played",
        /// Taken back by its sender.
        Deleted = "deleted",
        /// Accepted, with a reservation.
        Warning = "warning",
    }
}

impl Status {
    /// The place of this state in the life of a message, counted from 0; `None` for a state without a fixed place.
    ///
    /// | rank | status | why it stands there |
    /// |---|---|---|
    /// | 0 | sent | |
    /// | 1 | failed, not-sent | platforms deliver after they have reported a failure, never the other way round |
    /// | 2 | delivered | |
    /// | 3 | read | |
    /// | 4 | played | |
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    ///
    /// assert!(Status::Sent.rank() < Status::Failed.rank());
    /// assert!(Status::Failed.rank() < Status::Delivered.rank());
    /// assert_eq!(Status::Failed.rank(), Status::NotSent.rank());
    /// assert_eq!(Status::Deleted.rank(), None);
    /// ```
    #[must_use]
    pub fn rank(&self) -> Option<u8> {
        match self {
            Self::Sent => Some(0),
            Self::Failed | Self::NotSent => Some(1),
            Self::Delivered => Some(2),
            Self::Read => Some(3),
            Self::Played => Some(4),
            Self::Deleted | Self::Warning | Self::Other(_) => None,
        }
    }

    /// Whether this state, arriving after `earlier`, takes its place: whether a [`MessageState`](crate::value::MessageState) moves from
    /// `earlier` to it.
    ///
    /// The greater rank wins; of failed and not-sent, which share one, failed does, because such a message was handed over. A state
    /// without rank takes no place, whatever was there: it says something about the message, not how far it has come.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::Status;
    ///
    /// assert!(Status::Delivered.supersedes(&Status::Failed), "it was delivered after all");
    /// assert!(!Status::Delivered.supersedes(&Status::Read), "it was late");
    /// assert!(!Status::Read.supersedes(&Status::Read), "it came twice");
    /// assert!(!Status::Warning.supersedes(&Status::Read), "it has no rank");
    /// ```
    #[must_use]
    pub fn supersedes(&self, earlier: &Status) -> bool {
        self.standing() > earlier.standing()
    }

    /// The rank, and what decides between two of one rank; less than any for a state without rank.
    fn standing(&self) -> Option<(u8, bool)> {
        Some((self.rank()?, *self != Self::NotSent))
    }
}
