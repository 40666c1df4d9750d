//! What a seat carries besides being in the group: leading it or not.

/// The role of one seat. A guest or an outside professional has no seat, so no role either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Takes part.
    #[default]
    Member,
    /// Takes part and has the duty to run meetings. The role can rotate.
    Facilitator,
}

impl Role {
    /// The name under which the role is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Facilitator => "facilitator",
        }
    }

    /// The role stored under `name`.
    ///
    /// ```
    /// use peergroups::role::Role;
    /// assert_eq!(Role::named("facilitator"), Some(Role::Facilitator));
    /// assert_eq!(Role::named("chair"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        [Self::Member, Self::Facilitator].into_iter().find(|role| role.name() == name)
    }
}
