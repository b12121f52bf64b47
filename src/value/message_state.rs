//! How far a message has come.

use serde::{Deserialize, Serialize};

use super::Status;

/// How far a message has come, by all the statuses that were reported of it: in any order, some twice, some late.
///
/// It starts empty and only moves forward, so that in the end it is the same in whatever order the statuses came. It is serialized
/// as the status, and as `null` while it is empty. To keep it in a column of a database, write [`status`](Self::status) as text and
/// read it back by `MessageState::from(Status::new(text))`.
///
/// # Examples
///
/// ```
/// use callback_profile::value::{Change, MessageState, Status};
///
/// let mut state = MessageState::default();
/// assert_eq!(state.apply(&Status::Failed), Change::Moved { from: None });
/// assert_eq!(state.apply(&Status::Read), Change::Moved { from: Some(Status::Failed) });
/// assert_eq!(state.apply(&Status::Delivered), Change::Stayed);
/// assert_eq!(state.apply(&Status::Warning), Change::Unranked(Status::Warning));
/// assert_eq!(state.status(), Some(&Status::Read));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Option<Status>", into = "Option<Status>")]
pub struct MessageState {
    /// One that has a rank.
    status: Option<Status>,
}

/// What a status made of a [`MessageState`].
///
/// # Examples
///
/// ```
/// use callback_profile::value::{Change, MessageState, Status};
///
/// let mut state = MessageState::from(Status::Read);
/// assert_eq!(state.apply(&Status::Delivered), Change::Stayed);
/// assert_eq!(state.apply(&Status::Played), Change::Moved { from: Some(Status::Read) });
/// assert_eq!(state.apply(&Status::Deleted), Change::Unranked(Status::Deleted));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Change {
    /// The message came further; the state is now this status.
    Moved {
        /// What the state was before; `None` where it was empty.
        from: Option<Status>,
    },
    /// The status came late, or once more; the state is as it was.
    Stayed,
    /// A status without [rank](Status::rank), such as `warning`, `deleted` or an unknown one, which does not say how far the message has
    /// come; the state is as it was.
    Unranked(Status),
}

impl MessageState {
    /// Takes in a status that was reported of the message, and returns what it made of the state.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{MessageState, Status};
    ///
    /// let mut state = MessageState::default();
    /// for status in ["read", "warning", "delivered"] {
    ///     state.apply(&Status::new(status));
    /// }
    /// assert_eq!(state.status(), Some(&Status::Read));
    /// ```
    pub fn apply(&mut self, status: &Status) -> Change {
        if status.rank().is_none() {
            Change::Unranked(status.clone())
        } else if self.status.as_ref().is_none_or(|current| status.supersedes(current)) {
            Change::Moved { from: self.status.replace(status.clone()) }
        } else {
            Change::Stayed
        }
    }

    /// How far the message has come; `None` before the first status that has a rank.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::{MessageState, Status};
    ///
    /// assert_eq!(MessageState::default().status(), None);
    /// assert_eq!(MessageState::from(Status::Sent).status(), Some(&Status::Sent));
    /// assert_eq!(MessageState::from(Status::Warning).status(), None);
    /// ```
    #[must_use]
    pub fn status(&self) -> Option<&Status> {
        self.status.as_ref()
    }
}

/// The state of a message of which just this status was reported: empty where it has no rank.
impl From<Status> for MessageState {
    fn from(status: Status) -> Self {
        Self::from(Some(status))
    }
}

/// The state of a message of which just this status was reported, or none.
impl From<Option<Status>> for MessageState {
    fn from(status: Option<Status>) -> Self {
        Self { status: status.filter(|status| status.rank().is_some()) }
    }
}

impl From<MessageState> for Option<Status> {
    fn from(state: MessageState) -> Self {
        state.status
    }
}
