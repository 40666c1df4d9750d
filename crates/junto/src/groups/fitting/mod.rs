//! Why these people share a table as it stands, and how somebody else would suit it.
//!
//! What a group shall keep is known where groups are formed, which stands below; it contributes [`Fitting`].

mod queries;

pub use self::queries::{Fit, Fitting, Line, Obstacle, Question, Ranking, Reasons, fits, reasons};
