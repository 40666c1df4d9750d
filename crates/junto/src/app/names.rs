//! Closed sets of values that are stored by name.

/// Text that names no value of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {0}")]
pub struct NameError(pub &'static str);

/// Makes an enum that is stored by the names of its values: `named!(/// What it is. Kind, "kind": Value = "value")`.
macro_rules! named {
    ($(#[$doc:meta])* $kind:ident, $what:literal: $($(#[$of:meta])* $value:ident = $name:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ::sea_orm::DeriveValueType)]
        #[sea_orm(value_type = "String")]
        pub enum $kind {
            $($(#[$of])* $value),+
        }

        impl $kind {
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
            type Err = $crate::app::names::NameError;
            fn from_str(name: &str) -> Result<Self, Self::Err> {
                match name {
                    $($name => Ok(Self::$value),)+
                    _ => Err($crate::app::names::NameError($what)),
                }
            }
        }
    };
}

pub(crate) use named;
