//! Findings counted: by rule, by class, by site, with the documents that hold most.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use super::super::args::{CheckArgs, Findings};
use super::super::shown::shown;
use super::Checked;

/// How many of the documents and sites that hold most are named.
const NAMED: usize = 20;
/// As many are remembered at once; the others are forgotten, the sums hold them.
const REMEMBERED: usize = 100_000;

/// How statistics are written.
pub(super) enum Format {
    Table,
    Json,
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "refused in such a build"))]
    Parquet(PathBuf),
}

/// The format that the arguments ask for, if they ask for statistics.
///
/// # Errors
/// When statistics are none in that format.
pub(super) fn format(args: &CheckArgs) -> Result<Option<Format>, String> {
    let parquet =
        args.output.as_ref().filter(|path| path.extension().is_some_and(|e| e == "parquet"));
    match (args.statistics, args.output_format, parquet) {
        (false, _, Some(_)) => Err("only --statistics are written as Parquet".to_owned()),
        (false, ..) => Ok(None),
        (true, _, Some(_)) if !cfg!(feature = "parquet") => Err("built without parquet".to_owned()),
        (true, _, Some(path)) => Ok(Some(Format::Parquet(path.clone()))),
        (true, Findings::Json, None) => Ok(Some(Format::Json)),
        (true, Findings::Full | Findings::Short, None) => Ok(Some(Format::Table)),
        (true, ..) => Err("--statistics are a table, JSON or Parquet".to_owned()),
    }
}

/// Documents, words and findings of some kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    documents: u64,
    words: u64,
    findings: u64,
}

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    all: Count,
    /// Documents in which something was found.
    damaged: u64,
    classes: BTreeMap<&'static str, Count>,
    rules: BTreeMap<&'static str, Count>,
    sites: BTreeMap<String, Count>,
    documents: BTreeMap<String, Count>,
}

/// A line of the statistics.
struct Row<'a> {
    kind: &'static str,
    name: &'a str,
    count: Count,
}

impl Statistics {
    pub(super) fn add(&mut self, checked: &Checked) {
        let findings = checked.findings.len() as u64;
        let count = Count { documents: 1, words: checked.words, findings };
        add(&mut self.all, count);
        self.damaged += u64::from(findings > 0);
        let mut rules: BTreeMap<&str, u64> = BTreeMap::new();
        let mut classes: BTreeMap<&str, u64> = BTreeMap::new();
        for finding in &checked.findings {
            *rules.entry(finding.kind.id()).or_default() += 1;
            *classes.entry(finding.kind.class()).or_default() += 1;
        }
        for (rule, findings) in rules {
            add(self.rules.entry(rule).or_default(), Count { findings, ..count });
        }
        for (class, findings) in classes {
            add(self.classes.entry(class).or_default(), Count { findings, ..count });
        }
        let site = checked.site.as_deref().unwrap_or("(unknown)");
        add(self.sites.entry(site.to_owned()).or_default(), count);
        forget(&mut self.sites);
        if findings > 0 {
            self.documents.insert(checked.name.clone(), count);
            forget(&mut self.documents);
        }
    }

    /// Every line, the kinds in order, those that hold most first. Rules and classes are measured by
    /// the words of all documents, sites and documents by their own.
    fn rows(&self) -> Vec<Row<'_>> {
        let of_all = |(name, count): (&&'static str, &Count)| {
            (*name, Count { words: self.all.words, ..*count })
        };
        let mut rows = vec![Row { kind: "total", name: "total", count: self.all }];
        rows.extend(most("class", self.classes.iter().map(of_all)));
        rows.extend(most("rule", self.rules.iter().map(of_all)));
        rows.extend(most("site", self.sites.iter().map(own)).take(NAMED));
        rows.extend(most("document", self.documents.iter().map(own)).take(NAMED));
        rows
    }

    pub(super) fn write(&self, format: &Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Table => out.write_all(self.table().as_bytes()),
            Format::Json => writeln!(out, "{:#}", self.json()),
            #[cfg(feature = "parquet")]
            Format::Parquet(path) => self.parquet(path),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet(_) => Err(io::Error::other("built without parquet")),
        }
    }

    fn table(&self) -> String {
        let mut table = format!(
            "{} of {} documents hold damage: {} findings in {} words\n",
            self.damaged, self.all.documents, self.all.findings, self.all.words
        );
        let mut kind = "total";
        for row in self.rows() {
            let Count { documents, findings, .. } = row.count;
            if row.kind == "total" {
                continue;
            }
            if kind != row.kind {
                kind = row.kind;
                let _ = writeln!(
                    table,
                    "\n{:>9} {:>9} {:>9}  {kind}",
                    "findings", "documents", "per 1,000"
                );
            }
            let share = per_thousand(row.count);
            let _ =
                writeln!(table, "{findings:>9} {documents:>9} {share:>9.2}  {}", shown(row.name));
        }
        table
    }

    fn json(&self) -> serde_json::Value {
        let of = |kind: &str| -> Vec<serde_json::Value> {
            let rows = self.rows();
            let rows = rows.iter().filter(|row| row.kind == kind);
            rows.map(|row| {
                json!({
                    "name": row.name,
                    "documents": row.count.documents,
                    "words": row.count.words,
                    "findings": row.count.findings,
                    "per_1000_words": per_thousand(row.count),
                })
            })
            .collect()
        };
        json!({
            "documents": self.all.documents,
            "damaged_documents": self.damaged,
            "words": self.all.words,
            "findings": self.all.findings,
            "per_1000_words": per_thousand(self.all),
            "classes": of("class"),
            "rules": of("rule"),
            "sites": of("site"),
            "most_damaged": of("document"),
        })
    }

    /// A row for each line, with the kind of thing that it counts.
    #[cfg(feature = "parquet")]
    fn parquet(&self, path: &std::path::Path) -> io::Result<()> {
        use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
        use parquet::file::writer::SerializedFileWriter;

        const SCHEMA: &str = "message statistics {
            required binary kind (STRING); required binary name (STRING);
            required int64 documents; required int64 words; required int64 findings;
            required double per_1000_words; }";
        let rows = self.rows();
        let texts = |text: &dyn Fn(&Row<'_>) -> Vec<u8>| -> Vec<ByteArray> {
            rows.iter().map(|row| ByteArray::from(text(row))).collect()
        };
        let numbers = |number: &dyn Fn(&Row<'_>) -> u64| -> Vec<i64> {
            rows.iter().map(|row| i64::try_from(number(row)).unwrap_or(i64::MAX)).collect()
        };
        let write = || -> parquet::errors::Result<()> {
            let schema = parquet::schema::parser::parse_message_type(SCHEMA)?;
            let file = std::fs::File::create(path)?;
            let mut writer =
                SerializedFileWriter::new(file, schema.into(), std::sync::Arc::default())?;
            let mut group = writer.next_row_group()?;
            for text in [
                texts(&|row| row.kind.as_bytes().to_vec()),
                texts(&|row| row.name.as_bytes().to_vec()),
            ] {
                let Some(mut column) = group.next_column()? else { break };
                column.typed::<ByteArrayType>().write_batch(&text, None, None)?;
                column.close()?;
            }
            for number in [
                numbers(&|row| row.count.documents),
                numbers(&|row| row.count.words),
                numbers(&|row| row.count.findings),
            ] {
                let Some(mut column) = group.next_column()? else { break };
                column.typed::<Int64Type>().write_batch(&number, None, None)?;
                column.close()?;
            }
            let shares: Vec<f64> = rows.iter().map(|row| per_thousand(row.count)).collect();
            if let Some(mut column) = group.next_column()? {
                column.typed::<DoubleType>().write_batch(&shares, None, None)?;
                column.close()?;
            }
            group.close()?;
            writer.close().map(drop)
        };
        write().map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
    }
}

fn add(sum: &mut Count, count: Count) {
    sum.documents += count.documents;
    sum.words += count.words;
    sum.findings += count.findings;
}

fn own<'a>((name, count): (&'a String, &Count)) -> (&'a str, Count) {
    (name, *count)
}

/// Those that hold most first, those that hold as much by name.
fn most<'a>(
    kind: &'static str,
    counts: impl Iterator<Item = (&'a str, Count)>,
) -> impl Iterator<Item = Row<'a>> {
    let mut counts: Vec<_> = counts.collect();
    counts.sort_by(|a, b| b.1.findings.cmp(&a.1.findings).then(a.0.cmp(b.0)));
    counts.into_iter().map(move |(name, count)| Row { kind, name, count })
}

/// Keeps memory in bounds over archives: half of what is remembered goes, the half that holds least.
fn forget(counts: &mut BTreeMap<String, Count>) {
    if counts.len() < REMEMBERED {
        return;
    }
    let mut findings: Vec<u64> = counts.values().map(|count| count.findings).collect();
    let middle = findings.len() / 2;
    let (_, median, _) = findings.select_nth_unstable(middle);
    let median = *median;
    let mut left = REMEMBERED / 2;
    counts.retain(|_, count| {
        let stays = count.findings > median || count.findings == median && left > 0;
        left -= usize::from(stays && left > 0);
        stays
    });
}

fn per_thousand(count: Count) -> f64 {
    count.findings as f64 * 1000.0 / count.words.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_most_is_remembered() {
        let count = |findings| Count { findings, ..Count::default() };
        let mut counts: BTreeMap<String, Count> =
            (0..REMEMBERED).map(|at| (format!("{at:06}"), count(at as u64))).collect();
        forget(&mut counts);
        assert!(counts.len() <= REMEMBERED / 2 + 1, "{}", counts.len());
        assert!(counts.contains_key("099999") && !counts.contains_key("000000"));
        let mut alike: BTreeMap<String, Count> =
            (0..REMEMBERED).map(|at| (format!("{at:06}"), count(1))).collect();
        forget(&mut alike);
        assert_eq!(alike.len(), REMEMBERED / 2);
    }
}
