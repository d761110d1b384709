//! Archives of files: ZIP, WACZ and tar. Their members are inputs of their own.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::{Component, Path};

use super::stream::Stream;
use super::{ReadOptions, RecordError, Records, foreign, record, records};

/// The documents in a ZIP archive.
pub(super) fn zip(stream: Stream, options: ReadOptions) -> Records {
    let (source, depth) = (stream.name.clone(), stream.depth);
    let opened = stream
        .into_file()
        .and_then(|file| zip::ZipArchive::new(BufReader::new(file)).map_err(io::Error::other));
    let mut archive = match opened {
        Ok(archive) => archive,
        Err(error) => return RecordError::of(&source, None, &error).once(),
    };
    // WACZ 1.1: pages are in `archive/`, the rest are indexes of them.
    let is_wacz = archive.index_for_name("datapackage.json").is_some()
        && archive.file_names().flatten().any(|name| name.starts_with("archive/"));
    let members = 0..archive.len();
    Box::new(
        members
            .flat_map(move |index| member(&mut archive, index, &source, depth, is_wacz, &options)),
    )
}

fn member(
    archive: &mut zip::ZipArchive<BufReader<File>>,
    index: usize,
    source: &str,
    depth: usize,
    is_wacz: bool,
    options: &ReadOptions,
) -> Records {
    let mut file = match archive.by_index(index) {
        Ok(file) => file,
        Err(error) => return RecordError::of(&format!("{source}!{index}"), None, &error).once(),
    };
    let offset = Some(file.header_start());
    let path = match file.name() {
        Ok(path) => path.into_owned(),
        Err(error) => return RecordError::of(&format!("{source}!{index}"), offset, &error).once(),
    };
    if file.is_dir() || is_wacz && !path.starts_with("archive/") {
        return Box::new(std::iter::empty());
    }
    let name = format!("{source}!{path}");
    if is_hidden(&path) {
        return foreign::HIDDEN.refuse(&name, offset).once();
    }
    if file.encrypted() {
        return RecordError::new(&name, offset, "member is encrypted".to_owned()).once();
    }
    if file.enclosed_name().is_none() {
        return RecordError::new(&name, offset, "path leaves the archive".to_owned()).once();
    }
    let limits = &options.limits;
    let (packed, size) = (file.compressed_size(), file.size());
    if super::compress::over_ratio(packed, size, limits.ratio) {
        return RecordError::of(&name, offset, &super::compress::ratio_error(limits.ratio)).once();
    }
    match spool(&mut file, size, limits.document_bytes) {
        Ok(reader) => records(Stream::inner(name, reader, depth), options),
        Err(error) => RecordError::of(&name, offset, &error).once(),
    }
}

/// A member's bytes, checked to their end: in memory, or in a file when they are many.
fn spool(file: &mut impl Read, size: u64, limit: u64) -> io::Result<Box<dyn Read + Send>> {
    if size <= limit {
        return Ok(Box::new(io::Cursor::new(record::bounded(file, limit)?)));
    }
    let mut spooled = tempfile::tempfile()?;
    io::copy(file, &mut spooled)?;
    spooled.rewind()?;
    Ok(Box::new(spooled))
}

/// Members that systems leave behind.
fn is_hidden(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.split('/').any(|part| part.starts_with('.') && part.len() > 2)
}

const BLOCK: usize = 512;

/// The documents in a tar archive.
///
/// Members are framed here, with the headers read by the tar crate: after a damaged header the
/// reader goes on at the next block that is one.
pub(super) fn tar(stream: Stream, options: ReadOptions) -> Records {
    let mut archive = Tar {
        source: stream.name,
        depth: stream.depth,
        input: stream.reader,
        position: 0,
        long_name: None,
        options,
        ended: false,
        lost: false,
    };
    Box::new(std::iter::from_fn(move || archive.next_member()).flatten())
}

struct Tar {
    source: String,
    depth: usize,
    input: Box<dyn BufRead + Send>,
    position: u64,
    /// The next member's name, where it was too long for its header.
    long_name: Option<Vec<u8>>,
    options: ReadOptions,
    ended: bool,
    /// Whether the block before this one was no header though one was due.
    lost: bool,
}

impl Tar {
    /// The documents of the next member that may hold some.
    fn next_member(&mut self) -> Option<Records> {
        while !self.ended {
            let offset = self.position;
            match self.member() {
                Ok(None) => {}
                Ok(Some(records)) => return Some(records),
                Err(error) => {
                    self.ended = error.kind() != io::ErrorKind::InvalidData;
                    return Some(RecordError::of(&self.source, Some(offset), &error).once());
                }
            }
        }
        None
    }

    fn member(&mut self) -> io::Result<Option<Records>> {
        let mut block = [0; BLOCK];
        if !self.block(&mut block)? {
            self.ended = true;
            return Ok(None);
        }
        if block.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let header = tar::Header::from_byte_slice(&block);
        if !is_header(header) {
            let first = !std::mem::replace(&mut self.lost, true);
            return if first { Err(invalid("damaged member header")) } else { Ok(None) };
        }
        self.lost = false;
        let size = header.entry_size()?;
        let kind = header.entry_type();
        let name = self.long_name.take().unwrap_or_else(|| header.path_bytes().into_owned());
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            let content = self.content(size)?;
            self.long_name = if kind.is_gnu_longname() {
                Some(content.into_iter().take_while(|&byte| byte != 0).collect())
            } else {
                pax_path(&content)
            };
            return Ok(None);
        }
        self.file(&String::from_utf8_lossy(&name), size, kind.is_file())
    }

    fn file(&mut self, name: &str, size: u64, is_file: bool) -> io::Result<Option<Records>> {
        let limit = self.options.limits.document_bytes;
        let source = format!("{}!{name}", self.source);
        let offset = self.position - BLOCK as u64;
        if !is_file || is_hidden(name) {
            self.skip(size)?;
            let hidden = || foreign::HIDDEN.refuse(&source, Some(offset)).once();
            return Ok((is_file).then(hidden));
        }
        let leaves = Path::new(name)
            .components()
            .any(|part| !matches!(part, Component::Normal(_) | Component::CurDir));
        if leaves || size > limit.saturating_mul(16) {
            self.skip(size)?;
            let reason =
                if leaves { "path leaves the archive" } else { "member is over the limit" };
            return Ok(Some(RecordError::new(&source, Some(offset), reason.to_owned()).once()));
        }
        let content = Box::new(io::Cursor::new(self.content(size)?));
        Ok(Some(records(Stream::inner(source, content, self.depth), &self.options)))
    }

    fn block(&mut self, block: &mut [u8; BLOCK]) -> io::Result<bool> {
        let mut filled = 0;
        while filled < BLOCK {
            match self.input.read(&mut block[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        self.position += filled as u64;
        Ok(filled == BLOCK)
    }

    /// The content of a member and its padding; the member's own bytes are given back.
    fn content(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        let padded = size.next_multiple_of(BLOCK as u64);
        let count = self.input.by_ref().take(padded).read_to_end(&mut content)? as u64;
        self.position += count;
        if count < size {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "member is cut short"));
        }
        content.truncate(size as usize);
        Ok(content)
    }

    fn skip(&mut self, size: u64) -> io::Result<()> {
        let padded = size.next_multiple_of(BLOCK as u64);
        self.position += io::copy(&mut self.input.by_ref().take(padded), &mut io::sink())?;
        Ok(())
    }
}

fn invalid(message: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// Whether a block's check sum says that it is a header (POSIX.1-2017, pax, "ustar header block").
fn is_header(header: &tar::Header) -> bool {
    let sum: u32 = header
        .as_bytes()
        .iter()
        .enumerate()
        .map(|(at, &byte)| if (148..156).contains(&at) { 32 } else { u32::from(byte) })
        .sum();
    header.cksum().is_ok_and(|stored| stored == sum)
}

/// The `path` record of a pax header: lines of `length key=value`.
fn pax_path(content: &[u8]) -> Option<Vec<u8>> {
    content.split(|&byte| byte == b'\n').find_map(|line| {
        let space = memchr::memchr(b' ', line)?;
        line[space + 1..].strip_prefix(b"path=").map(<[u8]>::to_vec)
    })
}
