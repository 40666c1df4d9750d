//! An instant as both databases store it.

use jiff::Timestamp;
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, QueryResult, TryGetError, TryGetable, Value};

/// An instant in UTC, stored as microseconds since 1970 in a `BIGINT`.
///
/// Text timestamps compare as text on SQLite and with a zone on PostgreSQL; a number sorts and compares
/// alike on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub Timestamp);

impl Moment {
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn microseconds(self) -> i64 {
        self.0.as_microsecond()
    }

    /// The moment `seconds` later (earlier when negative), held within the range of time.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        let span = jiff::SignedDuration::from_secs(seconds);
        let clamped = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Self(self.0.checked_add(span).unwrap_or(clamped))
    }

    /// Whole seconds from `earlier` to this moment.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.0.duration_since(earlier.0).as_secs()
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Value::BigInt(Some(moment.microseconds()))
    }
}

impl TryGetable for Moment {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let microseconds = i64::try_get_by(row, index)?;
        Timestamp::from_microsecond(microseconds)
            .map(Self)
            .map_err(|error| TryGetError::DbErr(sea_orm::DbErr::Type(error.to_string())))
    }
}

impl ValueType for Moment {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let microseconds = <i64 as ValueType>::try_from(value)?;
        Timestamp::from_microsecond(microseconds).map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Moment".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::BigInt
    }

    fn column_type() -> ColumnType {
        ColumnType::BigInteger
    }
}

impl Nullable for Moment {
    fn null() -> Value {
        Value::BigInt(None)
    }
}

impl sea_orm::IntoActiveValue<Moment> for Moment {
    fn into_active_value(self) -> sea_orm::ActiveValue<Moment> {
        sea_orm::ActiveValue::Set(self)
    }
}
