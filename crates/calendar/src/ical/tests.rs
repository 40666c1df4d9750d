//! Promises of iCalendar out and in, on one series of the Harbour group.
