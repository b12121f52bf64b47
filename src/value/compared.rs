//! Values that are compared by what they mean, not by how they are written.

/// Compares, orders and hashes a type by what one of its methods gives.
macro_rules! compared_by {
    ($value:ty, $meaning:ident) => {
        impl PartialEq for $value {
            fn eq(&self, other: &Self) -> bool {
                self.$meaning() == other.$meaning()
            }
        }

        impl Eq for $value {}

        impl std::hash::Hash for $value {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.$meaning().hash(state);
            }
        }

        impl PartialOrd for $value {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $value {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.$meaning().cmp(&other.$meaning())
            }
        }
    };
}

pub(super) use compared_by;
