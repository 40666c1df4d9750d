//! Typed ids: UUIDs that cannot be mixed up, with a short form for addresses.

use std::fmt;

use uuid::Uuid;

use crate::Moment;

/// What every typed id can do; [`typed_id!`](crate::typed_id) makes one.
pub trait Id: Copy + fmt::Display + std::str::FromStr<Err = IdError> {
    /// The id of this type with this UUID.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The UUID inside.
    fn uuid(self) -> Uuid;

    /// A new id that sorts by the moment it was made (UUID version 7).
    fn at(moment: Moment) -> Self {
        let milliseconds = u64::try_from(moment.0.as_millisecond()).unwrap_or(0);
        let random = Uuid::new_v4();
        let mut counter_random_bytes = [0_u8; 10];
        counter_random_bytes.copy_from_slice(&random.as_bytes()[..10]);
        // Version 4 fixes six bits of its bytes 6 and 8; take those from bytes it leaves random.
        counter_random_bytes[6] = random.as_bytes()[10];
        counter_random_bytes[8] = random.as_bytes()[11];
        Self::from_uuid(
            uuid::Builder::from_unix_timestamp_millis(milliseconds, &counter_random_bytes).into_uuid(),
        )
    }

    /// A new id that says nothing about when it was made (UUID version 4), for anonymous rounds.
    fn random() -> Self {
        Self::from_uuid(Uuid::new_v4())
    }
}

/// Text that is not the short form of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct IdError;

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const LENGTH: usize = 22;

/// The short form: the number in base 58 (no 0, O, I or l), always 22 characters.
pub fn short_text(uuid: Uuid) -> String {
    let mut rest = uuid.as_u128();
    let mut digits = [b'1'; LENGTH];
    for digit in digits.iter_mut().rev() {
        let remainder = usize::try_from(rest % 58).unwrap_or(0);
        *digit = ALPHABET.get(remainder).copied().unwrap_or(b'1');
        rest /= 58;
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

/// Reads [`short_text`] back.
pub fn uuid_from_short_text(text: &str) -> Result<Uuid, IdError> {
    if text.len() != LENGTH {
        return Err(IdError);
    }
    let mut number: u128 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|letter| *letter == byte).ok_or(IdError)?;
        let digit = u128::try_from(digit).map_err(|_| IdError)?;
        number = number.checked_mul(58).and_then(|n| n.checked_add(digit)).ok_or(IdError)?;
    }
    Ok(Uuid::from_u128(number))
}

/// Makes a typed id: `typed_id!(GroupId, "a group")`. The caller depends on `sea_orm` and `serde`.
#[macro_export]
macro_rules! typed_id {
    ($name:ident, $what:literal) => {
        #[doc = concat!("The id of ", $what, ".")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::sea_orm::DeriveValueType)]
        pub struct $name(pub ::sea_orm::prelude::Uuid);

        impl $crate::Id for $name {
            fn from_uuid(uuid: ::sea_orm::prelude::Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(self) -> ::sea_orm::prelude::Uuid {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&$crate::short_text(self.0))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::IdError;
            fn from_str(text: &str) -> Result<Self, $crate::IdError> {
                $crate::uuid_from_short_text(text).map(Self)
            }
        }

        impl ::sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, ::sea_orm::DbErr> {
                Err(::sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    typed_id!(TestId, "a test");

    #[test]
    fn the_short_form_reads_back() {
        for number in [0, 1, 57, 58, u128::MAX, 0x0192_1234_5678_7abc_8def_0123_4567_89ab] {
            let uuid = Uuid::from_u128(number);
            let text = short_text(uuid);
            assert_eq!(text.len(), 22);
            assert_eq!(uuid_from_short_text(&text), Ok(uuid));
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "0", "1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz", "111111111111111111111O"] {
            let read = uuid_from_short_text(text);
            assert!(read.is_err() || short_text(read.unwrap()) == text, "{text}");
        }
    }

    #[test]
    fn later_ids_sort_later() {
        let early = Moment("2026-01-01T00:00:00Z".parse().unwrap());
        assert!(TestId::at(early) < TestId::at(early.plus_seconds(1)));
        assert_eq!(TestId::at(early).uuid().get_version_num(), 7);
    }
}
