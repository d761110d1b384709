//! The command line's arguments.

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum, ValueHint};
use unmangle::ingest::Kind;
use unmangle::options::{
    Assume, BreakStyle, Bullet, Dialect, EmphasisMark, ExtractMode, Favor, FenceMark, Format,
    HeadingStyle, ImageStyle, LinkStyle, MarkStyle, Preset, RepairMode, Selector, TableStyle,
};
use unmangle::report::Confidence;
use unmangle::rules::RuleId;

use super::check::Class;
use super::filter::Filter;
use super::rules;

/// Turns mangled HTML articles into clean, structured Markdown.
///
/// Reads files, folders, web archives (WARC, WACZ), mail, feeds, JSON, CSV, ZIP and tar, compressed
/// or not; what an input is, is told by its content.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "unmangle",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true,
    args_override_self = true,
    after_help = EXAMPLES
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Files, folders and patterns to read; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) write: WriteArgs,
    #[command(flatten)]
    pub(crate) clean: CleanArgs,
    #[command(flatten)]
    pub(crate) style: StyleArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

const EXAMPLES: &str = "\
Examples:
  unmangle article.html                        Markdown on standard output
  curl -s https://example.org/ | unmangle      a page from a pipe
  unmangle scraped/ -o clean/                  a folder, mirrored
  unmangle crawl.warc.gz -o articles.jsonl.gz  a web archive to JSON Lines
  unmangle feed.xml export.jsonl -o out/ --report repairs.jsonl
  unmangle page.html --fix-only > fixed.html   the repaired source, and nothing else
  unmangle diff --word page.html               what would be repaired in it
  unmangle 'crawl/*.warc.gz' -o all.jsonl --resume --filter 'url~/news/'

Exit status: 0 all fine, 1 some documents failed, 2 wrong usage, 130 interrupted.";

/// What is done besides converting.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Command {
    /// List the repair rules, or tell all of some of them
    #[command(visible_alias = "explain")]
    Rules(RulesArgs),
    /// Show every repair and removal at its place, as compilers show errors
    Check(Box<CheckArgs>),
    /// Write a page that shows the source beside the clean text, with everything that was done
    Report(Box<ReportArgs>),
    /// Print a completion script
    Completions {
        /// The shell it is for
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Print the JSON Schema of the records of `.jsonl` files
    Schema,
    /// Make the repairs of a report in the source: write the repaired source of the documents
    Apply(ApplyArgs),
    /// Show the repaired source against the source, as a unified diff
    Diff(Box<DiffArgs>),
    /// Answer requests until the input ends: one JSON object a line
    Serve(Box<ServeArgs>),
}

/// What damage is shown, and how.
///
/// Exit status: 0 nothing was found, 1 something was, 2 wrong usage or documents that failed.
#[derive(Clone, Debug, Group)]
pub(crate) struct CheckArgs {
    /// Files, folders and patterns to read; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,

    /// How findings are shown
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub(crate) output_format: Findings,

    /// Show only these: rules, the stages decode, tokenize, build and mend, what was removed (or one
    /// reason, removed-boilerplate), or all [default: all rules, and removals that are damage]
    #[arg(long = "select", value_name = "WHAT,…", value_parser = Class::parse, value_delimiter = ',')]
    pub(crate) selected: Vec<Class>,

    /// Do not show these
    #[arg(long, value_name = "WHAT,…", value_parser = Class::parse, value_delimiter = ',')]
    pub(crate) ignore: Vec<Class>,

    /// Make and show only repairs that are at least this sure
    #[arg(long, value_name = "LEVEL")]
    pub(crate) min_confidence: Option<Confidence>,

    /// Whether the article is looked for in the page: in whole pages, always, never
    #[arg(long, value_name = "WHEN")]
    pub(crate) extract: Option<ExtractMode>,

    /// Count findings by rule, class, site and document instead of showing them; as a table, as JSON,
    /// or as Parquet if the output's name says so
    #[arg(long)]
    pub(crate) statistics: bool,

    /// Write to this file
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,

    /// How many documents are worked on at once [default: the number of processors]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    /// Say nothing but findings and errors
    #[arg(short, long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// What is shown on a page.
#[derive(Clone, Debug, Group)]
pub(crate) struct ReportArgs {
    /// Files, folders and patterns to read; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,

    /// The page to write
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, required = true)]
    pub(crate) output: PathBuf,

    /// Make only repairs that are at least this sure
    #[arg(long, value_name = "LEVEL")]
    pub(crate) min_confidence: Option<Confidence>,

    /// Whether the article is looked for in the page: in whole pages, always, never
    #[arg(long, value_name = "WHEN")]
    pub(crate) extract: Option<ExtractMode>,

    /// How many documents are worked on at once [default: the number of processors]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Findings {
    /// With the line they are in, as compilers do
    Full,
    /// A line each
    Short,
    /// A JSON object a line
    Json,
    /// Annotations of GitHub's workflows
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// What is told of rules.
#[derive(Clone, Debug, Group)]
pub(crate) struct RulesArgs {
    /// The rules to tell all of [default: a table of all rules]
    #[arg(value_name = "ID", value_parser = rules::parse)]
    pub(crate) ids: Vec<RuleId>,

    /// How it is told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output_format: Listed,
}

/// How rules are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listed {
    /// For people
    Text,
    /// A JSON list
    Json,
}

/// Which report, and of what.
///
/// A report is one JSON object a document, as --report writes it. Repairs that are taken out of it
/// are not made. Repairs of blocks are none of the source, and are left out. The documents stay in
/// their encoding, and what no repair touches stays byte for byte as it is.
#[derive(Clone, Debug, Group)]
pub(crate) struct ApplyArgs {
    /// The report; `-` is standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) report: PathBuf,

    /// What was read when it was written
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath, required = true)]
    pub(crate) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) kind: KindArgs,
}

/// What is compared, and how.
///
/// Exit status: 0 nothing to repair, 1 there is something, 2 an input could not be read.
#[derive(Clone, Debug, Group)]
pub(crate) struct DiffArgs {
    /// Files, folders and patterns to read; `-` is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath, required = true)]
    pub(crate) inputs: Vec<PathBuf>,

    /// Mark words: [-before-]{+after+}, in colours on a terminal
    #[arg(long)]
    pub(crate) word: bool,

    /// Lines around each change
    #[arg(short = 'U', long, value_name = "N", default_value_t = 3)]
    pub(crate) context: usize,

    /// The encoding of the documents, where their transport does not say
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,

    #[command(flatten)]
    pub(crate) kind: KindArgs,
    #[command(flatten)]
    pub(crate) clean: CleanArgs,
}

/// What inputs are, where that is not told by their content.
#[derive(Clone, Debug, Default, Group)]
pub(crate) struct KindArgs {
    /// What the inputs are, instead of telling it by their content
    #[arg(long, value_name = "KIND")]
    pub(crate) from: Option<Kind>,

    /// The JSON key or table column that holds the document
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Option<String>,

    /// The JSON key or table column that names the document
    #[arg(long, value_name = "NAME")]
    pub(crate) id_field: Option<String>,
}

/// What a process that is kept running is told once.
///
/// A request is an object of `html` (text) or `html_base64` (bytes), optional `id`, `url` and
/// `charset`. Each is answered at once, in order, by one line: a record as in `.jsonl` files, or an
/// object of `id` and `error`.
#[derive(Clone, Debug, Group)]
pub(crate) struct ServeArgs {
    /// Read requests from standard input, write answers to standard output
    #[arg(long, required = true)]
    pub(crate) stdio: bool,

    /// The format of the text
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    pub(crate) to: Format,

    /// Refuse documents of more bytes (K, M, G)
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub(crate) max_document: u64,

    #[command(flatten)]
    pub(crate) clean: CleanArgs,
    #[command(flatten)]
    pub(crate) style: StyleArgs,
}

#[derive(Clone, Debug, Group)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadArgs {
    /// Read the names of inputs from this file, one a line; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files_from: Option<PathBuf>,

    /// What the inputs are, instead of telling it by their content
    #[arg(long, value_name = "KIND")]
    pub(crate) from: Option<Kind>,

    /// The JSON key or table column that holds the document, article.body for one in another
    /// [default: html, content, body, text, …]
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Option<String>,

    /// The JSON key or table column that names the document [default: id, url, …]
    #[arg(long, value_name = "NAME")]
    pub(crate) id_field: Option<String>,

    /// Keep these JSON keys and table columns in the records written, or `all` of them
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) keep: Vec<String>,

    /// The encoding of the documents, where their transport does not say
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,

    /// The address the documents came from; relative links are resolved against it
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// Only documents for which this holds: FIELD OP VALUE with mime, status, url, source, id, lang,
    /// length or repairs, and =, !=, ~ (regular expression), !~, < or >; may be given again
    #[arg(long, value_name = "EXPR")]
    pub(crate) filter: Vec<Filter>,

    /// Leave out this many documents first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) skip: u64,

    /// Stop after this many documents
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,

    /// Take this share of the documents, 0 to 1, the same ones every time
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) sample: Option<f64>,

    /// Leave out documents whose cleaned text was there before
    #[arg(long)]
    pub(crate) dedup: bool,

    /// Refuse documents of more bytes (K, M, G)
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub(crate) max_document: u64,

    /// Stop when the documents together have more bytes than this (K, M, G)
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_total: Option<u64>,

    /// Refuse compressed data that grows by more than this factor
    #[arg(long, value_name = "FACTOR", default_value_t = 400)]
    pub(crate) max_ratio: u64,

    /// Refuse containers in containers deeper than this
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(crate) max_nesting: usize,
}

#[derive(Clone, Debug, Group)]
#[command(next_help_heading = "Writing")]
pub(crate) struct WriteArgs {
    /// Write to this file, or to this folder when there are several inputs or a folder; a name that
    /// ends in .jsonl, .jsonl.gz, .jsonl.zst, .warc or .warc.gz takes all documents
    #[arg(short, long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Option<PathBuf>,

    /// The format to write
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    pub(crate) to: Format,

    /// Write the repaired source instead of Markdown: HTML in the encoding of the input, with
    /// everything else byte for byte as it was
    #[arg(long, conflicts_with = "to")]
    pub(crate) fix_only: bool,

    /// What becomes of files that are there already [default: those that unmangle wrote before are
    /// overwritten, others are a failure]
    #[arg(long, value_name = "WHAT")]
    pub(crate) existing: Option<Existing>,

    /// How documents are put down, instead of telling it by the name of the output
    #[arg(long, value_name = "SINK")]
    pub(crate) sink: Option<SinkKind>,

    /// Begin another output file after this many documents (.jsonl, .warc)
    #[arg(long, value_name = "N")]
    pub(crate) shard_documents: Option<u64>,

    /// Begin another output file after this many bytes, before compression (K, M, G)
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) shard_bytes: Option<u64>,

    /// Write what was repaired and removed to this file, one JSON object a document; `-` is standard
    /// output, which then holds nothing else
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) report: Option<PathBuf>,

    /// Write where each part of the documents comes from to this file, one JSON object a document:
    /// `pieces` of start and end in the text, start and end in the input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "fix_only")]
    pub(crate) source_map: Option<PathBuf>,

    /// Write what failed, with its place and reason, to this file, one JSON object a line
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) errors: Option<PathBuf>,

    /// Write the counts of the run to this file, as JSON
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) summary: Option<PathBuf>,
}

impl WriteArgs {
    /// The format of what is written.
    pub(crate) fn format(&self) -> Format {
        if self.fix_only { Format::Html } else { self.to }
    }
}

#[derive(Clone, Debug, Group)]
#[command(next_help_heading = "Cleaning")]
pub(crate) struct CleanArgs {
    /// Whether damage is repaired
    #[arg(long, value_name = "WHEN", default_value = "on")]
    pub(crate) repair: RepairMode,

    /// Do not apply these rules (see `unmangle rules`)
    #[arg(long, value_name = "RULE,…", value_parser = rules::parse, value_delimiter = ',')]
    pub(crate) disable: Vec<RuleId>,

    /// What you know of the documents: `sound` lets only sure repairs be made, `damaged` also those of
    /// a single doubtful place
    #[arg(long, value_name = "STATE", default_value = "auto")]
    pub(crate) assume: Assume,

    /// Make only repairs that are at least this sure
    #[arg(long, value_name = "LEVEL", default_value = "possible")]
    pub(crate) min_confidence: Confidence,

    /// Whether the article is looked for in the page: in whole pages, always, never
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) extract: ExtractMode,

    /// Which mistake extraction should rather make: to leave article text out, or other text in
    #[arg(long, value_name = "WHICH", default_value = "balance")]
    pub(crate) favor: Favor,

    /// Leave out the headline, with which Markdown and HTML of a page begin
    #[arg(long)]
    pub(crate) no_title: bool,

    /// Keep the elements that this CSS selector selects, where there are some, as the main content;
    /// may be given again
    #[arg(long, value_name = "SELECTOR")]
    pub(crate) select: Vec<Selector>,

    /// Leave out the elements that this CSS selector selects; may be given again
    #[arg(long, value_name = "SELECTOR")]
    pub(crate) drop: Vec<Selector>,

    /// Leave out paragraphs and headings that are one of the lines of this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,

    /// Take the lines of this file, names and terms, for words
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) words: Option<PathBuf>,

    /// Repeat the text of a table cell that covers several in each of them
    #[arg(long)]
    pub(crate) repeat_spanned_cells: bool,
}

#[derive(Clone, Debug, Default, Group)]
#[command(next_help_heading = "Markdown and HTML")]
pub(crate) struct StyleArgs {
    /// How headings are marked
    #[arg(long, value_name = "STYLE", default_value = "atx")]
    pub(crate) heading: HeadingStyle,

    /// The bullet of lists
    #[arg(long, value_name = "BULLET", default_value = "dash")]
    pub(crate) bullet: Bullet,

    /// The character of emphasis
    #[arg(long, value_name = "MARK", default_value = "asterisk")]
    pub(crate) emphasis: EmphasisMark,

    /// The character of strong emphasis
    #[arg(long, value_name = "MARK", default_value = "asterisk")]
    pub(crate) strong: EmphasisMark,

    /// What Markdown is written for
    #[arg(long, value_name = "DIALECT", default_value = "gfm")]
    pub(crate) dialect: Dialect,

    /// Begin with the options for a purpose; those that are given as well outrank them
    #[arg(long, value_name = "PURPOSE")]
    pub(crate) preset: Option<Preset>,

    /// Where the addresses of links stand; text numbers them with `reference` [default: inline]
    #[arg(long, value_name = "STYLE")]
    pub(crate) links: Option<LinkStyle>,

    /// Whether images are kept, or what stands for them [default: keep]
    #[arg(long, value_name = "STYLE")]
    pub(crate) images: Option<ImageStyle>,

    /// How tables are written [default: gfm]
    #[arg(long, value_name = "STYLE")]
    pub(crate) tables: Option<TableStyle>,

    /// How marked, inserted and underlined text is written [default: none]
    #[arg(long, value_name = "STYLE")]
    pub(crate) marks: Option<MarkStyle>,

    /// How lines are broken
    #[arg(long, value_name = "STYLE", default_value = "backslash")]
    pub(crate) line_break: BreakStyle,

    /// The character of code fences
    #[arg(long, value_name = "MARK", default_value = "backtick")]
    pub(crate) fence: FenceMark,

    /// Move headings down by this many levels
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true)]
    pub(crate) heading_offset: i8,

    /// Write addresses that are their own text as other links
    #[arg(long)]
    pub(crate) no_autolinks: bool,

    /// Break the lines of paragraphs, of text as well, at this many characters
    #[arg(long, value_name = "N")]
    pub(crate) width: Option<usize>,

    /// Begin with what is known of the document, as YAML
    #[arg(long)]
    pub(crate) front_matter: bool,

    /// Write HTML to be put into a page instead of a whole page
    #[arg(long)]
    pub(crate) fragment: bool,
}

#[derive(Clone, Debug, Group)]
#[command(next_help_heading = "Running")]
pub(crate) struct RunArgs {
    /// How many documents are worked on at once [default: the number of processors]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    /// Go on where an interrupted run of the same command stopped
    #[arg(long)]
    pub(crate) resume: bool,

    /// Show how far the run is: a bar on a terminal, lines elsewhere
    #[arg(long, value_name = "HOW", default_value = "auto", default_missing_value = "on", num_args = 0..=1, require_equals = true)]
    pub(crate) progress: Progress,

    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Name every file and record that is left out, and every failure
    #[arg(short, long)]
    pub(crate) verbose: bool,

    /// Read options from this file [default: unmangle.toml, where there is one]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
}

/// How documents are put down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SinkKind {
    /// A file for each document
    Folder,
    /// One stream with separators
    Stream,
    /// A JSON object a line
    Jsonl,
    /// WARC conversion records
    Warc,
    /// A Parquet file
    Parquet,
}

/// What becomes of an output that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Existing {
    /// It is written anew, whoever wrote it
    Overwrite,
    /// It stays, and its document is left out
    Skip,
    /// It stays, and its document is a failure
    Fail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Progress {
    /// On a terminal
    Auto,
    On,
    Off,
}

/// A share: 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("a share is from 0 to 1".to_owned()) }
}

/// A number of bytes: `1000`, `64K`, `10M`, `2G`.
fn size(text: &str) -> Result<u64, String> {
    let (number, factor) = match text.trim_end_matches(['B', 'b']).to_ascii_uppercase() {
        text if text.ends_with('K') => (text[..text.len() - 1].to_owned(), 1 << 10),
        text if text.ends_with('M') => (text[..text.len() - 1].to_owned(), 1 << 20),
        text if text.ends_with('G') => (text[..text.len() - 1].to_owned(), 1 << 30),
        text => (text, 1),
    };
    let number: u64 = number.parse().map_err(|_| "not a size".to_owned())?;
    number.checked_mul(factor).ok_or_else(|| "size is too large".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("10kb"), Ok(10 << 10));
        assert_eq!(size("7"), Ok(7));
        assert!(share("3").is_err() && share("0.25") == Ok(0.25));
        assert!(size("x").is_err());
    }
}
