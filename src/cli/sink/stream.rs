//! One stream: documents one after the other, a separator between them.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;

use super::super::job::Output;
use super::{Part, Position, Put, Sink, shown};
use unmangle::options::Format;

/// Documents in one stream.
pub(super) struct Stream {
    to: Target,
    shape: Shape,
    documents: u64,
}

enum Target {
    Stdout(BufWriter<Stdout>),
    File(Box<Part>),
    Finished,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Comments that name the document stand between two of them.
    Commented,
    /// A form feed does.
    Paged,
    /// Documents are JSON, a line each.
    Lines,
    /// Documents are objects, a line each, as in a `.jsonl` file.
    Objects,
}

impl From<Format> for Shape {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Paged,
            Format::Json => Self::Lines,
            _ => Self::Commented,
        }
    }
}

impl Stream {
    pub(super) fn stdout(format: Format) -> Self {
        let to = Target::Stdout(BufWriter::new(io::stdout()));
        Self { to, shape: format.into(), documents: 0 }
    }

    pub(super) fn json_lines() -> Self {
        Self { shape: Shape::Objects, ..Self::stdout(Format::Json) }
    }

    pub(super) fn file(path: &Path, format: Format, from: Option<&Position>) -> io::Result<Self> {
        let to = Target::File(Box::new(Part::open(path, from.map(|position| position.bytes))?));
        let documents = from.map_or(0, |position| position.documents);
        Ok(Self { to, shape: format.into(), documents })
    }

    fn put(&mut self, text: &[u8]) -> io::Result<()> {
        match &mut self.to {
            Target::Stdout(out) => out.write_all(text),
            Target::File(part) => part.write_all(text),
            Target::Finished => Ok(()),
        }
    }
}

impl Sink for Stream {
    fn write(&mut self, document: &Output) -> io::Result<Put> {
        if self.documents > 0 {
            match self.shape {
                Shape::Commented => {
                    let name = format!("{} {}", document.source, document.id);
                    let name = shown(&name).replace("--", "- -");
                    self.put(format!("\n<!-- document: {name} -->\n\n").as_bytes())?;
                }
                Shape::Paged => self.put(b"\x0c\n")?,
                Shape::Lines | Shape::Objects => {}
            }
        }
        self.documents += 1;
        match self.shape {
            Shape::Objects => self.put(format!("{}\n", document.to_json()).as_bytes())?,
            _ => self.put(document.bytes())?,
        }
        if self.shape == Shape::Lines && !document.text.ends_with('\n') {
            self.put(b"\n")?;
        }
        match &mut self.to {
            // Whoever reads along sees each document when it is done.
            Target::Stdout(out) => out.flush()?,
            Target::File(_) | Target::Finished => {}
        }
        Ok(Put::Written)
    }

    fn checkpoint(&mut self) -> io::Result<Position> {
        let bytes = match &mut self.to {
            Target::File(part) => part.checkpoint()?,
            Target::Stdout(_) | Target::Finished => 0,
        };
        Ok(Position { bytes, documents: self.documents, ..Position::default() })
    }

    fn finish(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.to, Target::Finished) {
            Target::File(part) => part.finish(),
            Target::Stdout(mut out) => out.flush(),
            Target::Finished => Ok(()),
        }
    }
}
