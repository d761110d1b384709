//! The command line's arguments.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Turns mangled HTML articles into clean, structured Markdown.
#[derive(Debug, Parser)]
#[command(name = "unmangle", version, about, max_term_width = 100)]
pub(crate) struct Args {
    /// Files and folders to read; `-` is standard input. Folders are walked for .html, .htm, .xhtml
    /// and .txt files and their .gz.
    #[arg(value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Write to this file, or to this folder when there are several inputs or a folder
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,

    /// The format to write
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    pub(crate) to: Format,

    /// Whether damage is repaired
    #[arg(long, value_name = "WHEN", default_value = "on")]
    pub(crate) repair: Switch,

    /// Whether the article is looked for in the page: in whole pages, always, never
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) extract: Extract,

    /// Write what was repaired and removed to this file, one JSON object a document
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

/// What is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    Markdown,
    Text,
    Json,
    Html,
}

impl Format {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Json => "json",
            Self::Html => "html",
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Extract {
    Auto,
    Always,
    Never,
}
