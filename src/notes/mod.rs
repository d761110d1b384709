//! Footnotes: what refers to them, what they are, and the link between the two.
//!
//! [`markup`] finds them in the tree, where elements and ids tell; [`text`] in blocks, where only
//! their marks are left.

pub(crate) mod markup;
pub(crate) mod text;
mod titles;
