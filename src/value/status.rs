//! What has become of a message.

use super::open_set::open_set;

open_set! {
    /// What has become of a message.
    ///
    /// Callbacks arrive in any order and may come twice, and not every pair of states has an order. So there is no
    /// `PartialOrd`: [`rank`](Self::rank) and [`supersedes`](Self::supersedes) say what can be said.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Status;
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
        /// Given up: it will not be delivered.
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
    /// Sent, delivered, read, played in this order; failed and not-sent share the highest rank, since nothing follows.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Status;
    ///
    /// assert!(Status::Sent.rank() < Status::Delivered.rank());
    /// assert_eq!(Status::Failed.rank(), Status::NotSent.rank());
    /// assert_eq!(Status::Deleted.rank(), None);
    /// ```
    #[must_use]
    pub fn rank(&self) -> Option<u8> {
        match self {
            Self::Sent => Some(0),
            Self::Delivered => Some(1),
            Self::Read => Some(2),
            Self::Played => Some(3),
            Self::Failed | Self::NotSent => Some(4),
            Self::Deleted | Self::Warning | Self::Other(_) => None,
        }
    }

    /// Whether this state, arriving after `earlier`, is news that replaces it.
    ///
    /// Between two ranked states the greater rank wins. When one of them has no rank, every different state is news:
    /// what cannot be ordered is not silently dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Status;
    ///
    /// assert!(!Status::Delivered.supersedes(&Status::Read), "it was late");
    /// assert!(!Status::Read.supersedes(&Status::Read), "it came twice");
    /// assert!(Status::new("pending").supersedes(&Status::Read), "it has no rank");
    /// ```
    #[must_use]
    pub fn supersedes(&self, earlier: &Status) -> bool {
        match (self.rank(), earlier.rank()) {
            (Some(rank), Some(earlier)) => rank > earlier,
            _ => self != earlier,
        }
    }
}
