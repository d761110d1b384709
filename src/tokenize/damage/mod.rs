//! The damage grammar: what markup looks like after bad channels have had it.
//!
//! Readers in this module recognise tags and character references in whatever spelling stands at a
//! place, and say by a [`Form`](form::Form) how they depart from the standard. They decide nothing:
//! whether a site is damage depends on the document, and that is judged in
//! [`judge`](super::judge).

pub(super) mod address;
mod attributes;
pub(super) mod bracketed;
pub(super) mod comment;
pub(super) mod cut;
pub(super) mod foreign;
pub(super) mod form;
mod letters;
pub(super) mod lost;
pub(super) mod name;
pub(super) mod quoted;
pub(super) mod reference;
pub(super) mod sign;
pub(super) mod tag;
pub(super) mod translations;
