//! Closed sets of values that are stored by name.

/// Text that names no value of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {0}")]
pub struct NameError(pub &'static str);

/// Makes an enum that is stored by the names of its values, in the words of an error message, a `kind`.
///
/// ```
/// store::named!(
///     /// How somebody comes.
///     Way, "way of coming":
///     /// On foot.
///     Foot = "foot",
///     Train = "train",
/// );
/// assert_eq!("train".parse(), Ok(Way::Train));
/// assert_eq!(Way::Foot.name(), "foot");
/// ```
#[macro_export]
macro_rules! named {
    ($(#[$doc:meta])* $kind:ident, $what:literal: $($(#[$of:meta])* $value:ident = $name:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ::sea_orm::DeriveValueType)]
        #[sea_orm(value_type = "String")]
        pub enum $kind {
            $($(#[$of])* $value),+
        }

        impl $kind {
            /// As it is stored.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $name),+
                }
            }
        }

        impl ::std::fmt::Display for $kind {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl ::std::str::FromStr for $kind {
            type Err = $crate::NameError;
            fn from_str(name: &str) -> ::std::result::Result<Self, $crate::NameError> {
                match name {
                    $($name => Ok(Self::$value),)+
                    _ => Err($crate::NameError($what)),
                }
            }
        }
    };
}
