//! What a page says of itself: title, authors, dates.

pub(in crate::extract) mod sources;
