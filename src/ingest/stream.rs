//! Bytes with a name: what every reader reads from.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};

use super::ReadLimits;
use super::compress::Codec;

/// How much of a stream is looked at to tell its kind.
const HEAD: usize = 16 << 10;

/// How much is read at once.
const BUFFER: usize = 128 << 10;

/// A stream of bytes that can be looked into.
pub(super) struct Stream {
    pub(super) name: String,
    pub(super) reader: Box<dyn BufRead + Send>,
    /// How many containers it is inside of.
    pub(super) depth: usize,
    /// Whether it is in an archive of files: nobody named it.
    pub(super) member: bool,
    /// The file behind it, while nothing was undone: some containers are read from their end.
    file: Option<File>,
}

impl Stream {
    pub(super) fn new(name: String, reader: Box<dyn Read + Send>) -> Self {
        let reader = Box::new(BufReader::with_capacity(BUFFER, reader));
        Self { name, reader, depth: 0, member: false, file: None }
    }

    pub(super) fn file(name: String, file: File) -> Self {
        let again = file.try_clone().ok();
        Self { file: again, ..Self::new(name, Box::new(file)) }
    }

    /// A file in an archive that is `depth` deep.
    pub(super) fn inner(name: String, reader: Box<dyn Read + Send>, depth: usize) -> Self {
        Self { depth: depth + 1, member: true, ..Self::new(name, reader) }
    }

    /// The first bytes, which stay to be read.
    pub(super) fn head(&mut self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        let read = self.reader.by_ref().take(HEAD as u64).read_to_end(&mut head);
        let mut rest = std::mem::replace(&mut self.reader, Box::new(io::empty()));
        if let Err(error) = read {
            if !is_cut(&error, &head) {
                return Err(error);
            }
            rest = Box::new(BufReader::new(Failed(Some(error))));
        }
        self.reader = Box::new(Cursor::new(head.clone()).chain(rest));
        Ok(head)
    }

    /// The stream with its compression undone; errors of the data come while it is read.
    pub(super) fn decompressed(self, codec: Codec, limits: &ReadLimits) -> Self {
        let name = codec.strip_suffix(&self.name).to_owned();
        let reader = codec.reader(self.reader, limits.ratio);
        Self { depth: self.depth + 1, member: self.member, ..Self::new(name, reader) }
    }

    /// The stream as a file, for containers that are read from their end: the one behind it, else a
    /// temporary one that takes its bytes.
    pub(super) fn into_file(mut self) -> io::Result<File> {
        if let Some(mut file) = self.file.filter(|file| file.metadata().is_ok_and(|m| m.is_file()))
        {
            file.rewind()?;
            return Ok(file);
        }
        let mut file = tempfile::tempfile()?;
        io::copy(&mut self.reader, &mut file)?;
        file.rewind()?;
        Ok(file)
    }
}

/// Whether the error says that compressed data ends too early, behind what was `read` of it.
pub(super) fn is_cut(error: &io::Error, read: &[u8]) -> bool {
    error.kind() == io::ErrorKind::UnexpectedEof && !read.is_empty()
}

/// A reader that gives nothing but the error it was born with.
pub(super) struct Failed(pub(super) Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A reader that knows how far it is.
pub(super) struct Counter<R> {
    inner: R,
    pub(super) position: u64,
}

impl<R> Counter<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, position: 0 }
    }
}

/// A reader that can go back to its mark.
pub(super) struct Marked {
    inner: Box<dyn BufRead + Send>,
    pub(super) position: u64,
    /// What was read since the mark, as much as is kept.
    kept: Vec<u8>,
}

/// What is kept to go back to; who read more than this since the mark stays where it is.
const KEPT: usize = 4 << 20;

impl Marked {
    pub(super) fn new(inner: Box<dyn BufRead + Send>) -> Self {
        Self { inner, position: 0, kept: Vec::new() }
    }

    /// Sets the mark here.
    pub(super) fn mark(&mut self) {
        self.kept.clear();
    }

    /// Goes back to the byte behind the mark, where that is kept.
    pub(super) fn go_back(&mut self) {
        let kept = std::mem::take(&mut self.kept);
        if (1..KEPT).contains(&kept.len()) {
            self.position -= kept.len() as u64 - 1;
            let mut again = Cursor::new(kept);
            again.set_position(1);
            let rest = std::mem::replace(&mut self.inner, Box::new(io::empty()));
            self.inner = Box::new(again.chain(rest));
        }
    }
}

impl Read for Marked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.fill_buf()?;
        let count = filled.len().min(buffer.len());
        buffer[..count].copy_from_slice(&filled[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Marked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if self.kept.len() < KEPT
            && let Ok(buffer) = self.inner.fill_buf()
        {
            self.kept.extend_from_slice(&buffer[..count.min(buffer.len())]);
        }
        self.position += count as u64;
        self.inner.consume(count);
    }
}

impl<R: BufRead> Read for Counter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counter<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.position += count as u64;
        self.inner.consume(count);
    }
}
