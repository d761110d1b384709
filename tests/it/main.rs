//! One test binary: it links once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod articles;
mod assume;
mod build_options;
mod fixtures;
mod handlers;
mod hostile;
mod inert;
#[cfg(feature = "ingest")]
mod ingest;
mod json;
mod knowledge;
mod layers;
mod metadata;
mod pages;
mod readme;
mod replay;
mod rules;
mod source_map;
mod support;
mod words;
