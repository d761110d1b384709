//! Web archives: WARC and WET, record by record.
//!
//! ISO 28500. Records are framed here, so that a damaged one costs no other: after an error the
//! reader looks for the next compressed member (or the next `WARC/` line) and goes on from there.
//! What is in a record (header fields, the HTTP response and its encodings) is fastwarc's to read.

use std::io::{self, BufRead, Cursor, Read};
use std::sync::Arc;

use fastwarc::stream_io::bufread::RawReaderAdapter;
use fastwarc::warc::record::{AutoDecode, WarcRecord, WarcRecordType};

use super::compress::{Codec, over_ratio, ratio_error};
use super::foreign::{self, Foreign};
use super::record::bounded;
use super::stream::{Counter, Marked, Stream};
use super::{ReadLimits, Record, RecordError, Records};

/// Header blocks are at most this long, the WARC one and the HTTP one each.
const HEADER_BYTES: usize = 64 << 10;

/// The documents of a web archive.
pub(super) fn read(stream: Stream, codec: Option<Codec>, limits: ReadLimits) -> Records {
    let members = Members::new(stream.reader, codec, limits.ratio);
    Box::new(Archive { source: stream.name, members, limits, ended: false })
}

struct Archive {
    source: String,
    members: Members,
    limits: ReadLimits,
    ended: bool,
}

impl Iterator for Archive {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut offset = self.members.offset();
            match self.frame(&mut offset) {
                Ok(None) => self.ended = true,
                Ok(Some(bytes)) => match document(bytes, self.limits.document_bytes) {
                    Ok(Err(foreign)) => {
                        return Some(Err(foreign.refuse(&self.source, Some(offset))));
                    }
                    Ok(Ok(record)) => {
                        let source = self.source.clone();
                        return Some(Ok(Record { source, offset: Some(offset), ..record }));
                    }
                    Err(error) => return Some(Err(self.error(offset, &error))),
                },
                Err(error) => {
                    self.ended = !self.members.resynchronise().unwrap_or(false);
                    return Some(Err(self.error(offset, &error)));
                }
            }
        }
        None
    }
}

impl Archive {
    fn error(&self, offset: u64, error: &io::Error) -> RecordError {
        RecordError::of(&self.source, Some(offset), error)
    }

    /// The next record that may hold a document, whole; `offset` becomes where it starts.
    fn frame(&mut self, offset: &mut u64) -> io::Result<Option<Vec<u8>>> {
        loop {
            let Some(header) = self.header(offset)? else { return Ok(None) };
            let length = content_length(&header)?;
            self.members.in_record = true;
            let too_long = length > self.limits.document_bytes;
            if too_long || !may_hold_document(&header) {
                let skipped = io::copy(&mut (&mut self.members).take(length), &mut io::sink())?;
                complete(skipped, length)?;
                // Damage may be why it looks like a record that holds no document.
                self.members.end_record()?;
                if too_long && may_hold_document(&header) {
                    let limit = self.limits.document_bytes;
                    return Err(io::Error::new(
                        io::ErrorKind::FileTooLarge,
                        format!("record of {length} bytes is over the limit of {limit} bytes"),
                    ));
                }
                continue;
            }
            let mut record = header;
            let start = record.len() as u64;
            (&mut self.members).take(length).read_to_end(&mut record)?;
            complete(record.len() as u64 - start, length)?;
            self.members.end_record()?;
            return Ok(Some(record));
        }
    }

    /// The header block of the next record, its empty line included.
    fn header(&mut self, offset: &mut u64) -> io::Result<Option<Vec<u8>>> {
        let mut header = Vec::new();
        loop {
            let start = header.len();
            if start == 0 {
                *offset = self.members.offset();
            }
            let room = (HEADER_BYTES - start) as u64;
            let count = (&mut self.members).take(room).read_until(b'\n', &mut header)?;
            let line = header[start..].trim_ascii();
            match (count, start, line.is_empty()) {
                (0, 0, _) => return Ok(None),
                (0, ..) if room == 0 => return Err(invalid("record header is too long")),
                (0, ..) => return Err(truncated()),
                (_, 0, true) => header.clear(),
                (_, 0, false) if !line.starts_with(b"WARC/") => {
                    return Err(invalid("record does not begin with WARC/"));
                }
                (_, _, true) => return Ok(Some(header)),
                _ => {}
            }
        }
    }
}

fn complete(got: u64, length: u64) -> io::Result<()> {
    if got < length { Err(truncated()) } else { Ok(()) }
}

fn truncated() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "record is cut short")
}

fn invalid(message: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

fn field<'h>(header: &'h [u8], name: &[u8]) -> Option<&'h [u8]> {
    header.split(|&byte| byte == b'\n').find_map(|line| {
        let colon = memchr::memchr(b':', line)?;
        line[..colon].eq_ignore_ascii_case(name).then(|| line[colon + 1..].trim_ascii())
    })
}

fn content_length(header: &[u8]) -> io::Result<u64> {
    field(header, b"Content-Length")
        .and_then(|value| std::str::from_utf8(value).ok()?.parse().ok())
        .ok_or_else(|| invalid("record has no Content-Length"))
}

fn may_hold_document(header: &[u8]) -> bool {
    matches!(field(header, b"WARC-Type"), Some(b"response" | b"resource" | b"conversion"))
}

/// The bytes of a record, for as many readers as want them.
#[derive(Clone)]
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The document in a record, or what it is instead.
fn document(bytes: Vec<u8>, limit: u64) -> io::Result<Result<Record, Foreign>> {
    let bytes = Shared(Arc::new(bytes));
    let mut warc = parse(bytes.clone(), AutoDecode::All)?;
    let status = warc.http_headers().and_then(fastwarc::warc::header::HeaderMap::status_code);
    let declared = match warc.http_headers() {
        Some(_) => warc.http_content_type(),
        None => warc.headers().get("Content-Type").map(|value| value.into_owned()),
    };
    let media_type = declared.as_deref().map(media_type);
    if let Some(other) = media_type.as_deref().filter(|media_type| !is_text(media_type)) {
        return Ok(Err(foreign::media(other)));
    }
    let charset = warc
        .http_charset()
        .map(|charset| charset.into_owned())
        .or_else(|| declared.as_deref().and_then(charset));
    let payload = match payload(&mut warc, limit) {
        Ok(payload) => payload,
        // Archives often hold decoded payloads below headers that still name the encoding.
        Err(error) if error.kind() != io::ErrorKind::FileTooLarge => {
            payload(&mut parse(bytes, AutoDecode::None)?, limit)?
        }
        Err(error) => return Err(error),
    };
    // Servers give pictures and documents as pages.
    if let Some(foreign) = foreign::binary(&payload[..payload.len().min(4096)]) {
        return Ok(Err(foreign));
    }
    let header = |name: &str| warc.headers().get(name).map(|value| value.into_owned());
    let charset = charset.map(|label| label.trim_matches(['"', '\'', ' ']).to_owned());
    Ok(Ok(Record {
        id: header("WARC-Record-ID").unwrap_or_default().trim_matches(['<', '>']).to_owned(),
        url: header("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned()),
        date: header("WARC-Date"),
        media_type,
        status,
        charset: charset.filter(|label| !label.is_empty()),
        payload,
        ..Record::default()
    }))
}

fn parse(bytes: Shared, decode: AutoDecode) -> io::Result<WarcRecord> {
    let reader = RawReaderAdapter::new(Cursor::new(bytes));
    let mut record = WarcRecord::from_reader_with_opts(reader, true, HEADER_BYTES)?;
    if matches!(record.record_type(), WarcRecordType::Response) {
        record.parse_http_with_opts(decode, HEADER_BYTES, true)?;
    }
    Ok(record)
}

fn payload(record: &mut WarcRecord, limit: u64) -> io::Result<Vec<u8>> {
    match record.reader_mut() {
        Some(reader) => bounded(reader, limit),
        None => Ok(Vec::new()),
    }
}

/// The media type of a `Content-Type`, without parameters.
pub(super) fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The `charset` parameter of a `Content-Type`.
pub(super) fn charset(value: &str) -> Option<String> {
    let at = value.to_ascii_lowercase().find("charset=")?;
    let label = value[at + "charset=".len()..].split(';').next()?;
    let label = label.trim().trim_matches(['"', '\'']);
    (!label.is_empty()).then(|| label.to_owned())
}

/// Whether a media type may be that of an article.
pub(super) fn is_text(media_type: &str) -> bool {
    matches!(
        media_type,
        "" | "text/html" | "application/xhtml+xml" | "text/plain" | "text/markdown"
    )
}

/// The members of a compressed archive as one stream that knows where each begins.
struct Members {
    input: Input,
    codec: Option<Codec>,
    ratio: u64,
    /// Where the member being read starts in the compressed stream.
    start: u64,
    buffer: Box<[u8]>,
    filled: std::ops::Range<usize>,
    /// What came out of the member so far.
    given: u64,
    /// Whether the block of a record is being read.
    in_record: bool,
    /// Bytes in the buffer of a member that was entered too early.
    ahead: usize,
}

enum Input {
    Plain(Counter<Box<dyn BufRead + Send>>),
    Gzip(Box<flate2::bufread::GzDecoder<Marked>>),
    Other(Counter<io::BufReader<Box<dyn Read + Send>>>),
    Taken,
}

impl Members {
    fn new(reader: Box<dyn BufRead + Send>, codec: Option<Codec>, ratio: u64) -> Self {
        let input = match codec {
            None => Input::Plain(Counter::new(reader)),
            Some(Codec::Gzip) => {
                Input::Gzip(Box::new(flate2::bufread::GzDecoder::new(Marked::new(reader))))
            }
            Some(codec) => {
                Input::Other(Counter::new(io::BufReader::new(codec.reader(reader, ratio))))
            }
        };
        let buffer = vec![0; 64 << 10].into_boxed_slice();
        Self {
            input,
            codec,
            ratio,
            start: 0,
            buffer,
            filled: 0..0,
            given: 0,
            in_record: false,
            ahead: 0,
        }
    }

    /// Where the next byte is: its place in a plain stream, the start of its member in a gzip one.
    fn offset(&mut self) -> u64 {
        // At the end of a member the next byte is in the next one.
        let _ = self.fill_buf();
        match &self.input {
            Input::Plain(input) => input.position - self.filled.len() as u64,
            Input::Other(input) => input.position - self.filled.len() as u64,
            Input::Gzip(_) | Input::Taken => self.start,
        }
    }

    /// Reads on. The block of a record may go on in the next member, but not where that begins with a
    /// record of its own: then this one is cut short, and the next stays whole.
    fn pull(&mut self) -> io::Result<usize> {
        if self.ahead > 0 {
            return Ok(std::mem::take(&mut self.ahead));
        }
        let mut entered = false;
        loop {
            let count = match &mut self.input {
                Input::Plain(input) => return input.read(&mut self.buffer),
                Input::Other(input) => return input.read(&mut self.buffer),
                Input::Gzip(decoder) => decoder.read(&mut self.buffer)?,
                Input::Taken => return Ok(0),
            };
            self.given += count as u64;
            if count > 0 {
                let taken = self.position() - self.start;
                let over = over_ratio(taken, self.given, self.ratio);
                if over {
                    return Err(ratio_error(self.ratio));
                }
                if entered && self.in_record && self.buffer[..count].starts_with(b"WARC/") {
                    self.ahead = count;
                    return Err(truncated());
                }
                return Ok(count);
            }
            if !self.next_member()? {
                return Ok(0);
            }
            entered = true;
        }
    }

    /// Reads the line breaks behind a record and, where its member ends with it, the member's check
    /// sum: an error there is this record's.
    fn end_record(&mut self) -> io::Result<()> {
        self.in_record = false;
        let mut broken = false;
        loop {
            if let Some(&byte) = self.buffer[self.filled.clone()].first() {
                match byte {
                    b'\r' | b'\n' => broken = true,
                    // Some writers leave the line breaks out.
                    b'W' => return Ok(()),
                    _ if broken => return Ok(()),
                    _ => return Err(invalid("record does not end where its length says")),
                }
                self.filled.start += 1;
                continue;
            }
            let Input::Gzip(decoder) = &mut self.input else { return Ok(()) };
            self.filled = 0..0;
            let count = decoder.read(&mut self.buffer)?;
            if count == 0 {
                return Ok(());
            }
            self.given += count as u64;
            self.filled = 0..count;
        }
    }

    fn position(&self) -> u64 {
        match &self.input {
            Input::Gzip(decoder) => decoder.get_ref().position,
            Input::Plain(input) => input.position,
            Input::Other(input) => input.position,
            Input::Taken => 0,
        }
    }

    /// Goes on to the member behind this one; says whether there is one.
    fn next_member(&mut self) -> io::Result<bool> {
        let Input::Gzip(decoder) = std::mem::replace(&mut self.input, Input::Taken) else {
            return Ok(false);
        };
        let mut input = decoder.into_inner();
        let more = !input.fill_buf()?.is_empty();
        input.mark();
        self.start = input.position;
        self.given = 0;
        self.input = Input::Gzip(Box::new(flate2::bufread::GzDecoder::new(input)));
        Ok(more)
    }

    /// After damage: goes to the next place where a record may begin; says whether there is one.
    fn resynchronise(&mut self) -> io::Result<bool> {
        self.in_record = false;
        if self.ahead > 0 {
            return Ok(true);
        }
        match std::mem::replace(&mut self.input, Input::Taken) {
            Input::Gzip(decoder) => {
                let mut input = decoder.into_inner();
                self.filled = 0..0;
                // Damaged data may have been read on into the next member.
                input.go_back();
                let found = seek(&mut input, is_gzip_member)?;
                input.mark();
                self.start = input.position;
                self.given = 0;
                self.input = Input::Gzip(Box::new(flate2::bufread::GzDecoder::new(input)));
                Ok(found)
            }
            input => {
                self.input = input;
                // A damaged stream of another codec ends; a damaged record of a plain one does not.
                self.codec.map_or_else(|| seek(self, is_record), |_| Ok(false))
            }
        }
    }
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.fill_buf()?;
        let count = filled.len().min(buffer.len());
        buffer[..count].copy_from_slice(&filled[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Members {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.filled.is_empty() {
            self.filled = 0..0;
            self.filled = 0..self.pull()?;
        }
        Ok(&self.buffer[self.filled.clone()])
    }

    fn consume(&mut self, count: usize) {
        self.filled.start += count;
    }
}

/// Skips to the next place where `begins` says so, or to the end.
fn seek(input: &mut impl BufRead, begins: fn(&[u8]) -> Option<usize>) -> io::Result<bool> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        match begins(buffer) {
            Some(at) => {
                input.consume(at);
                return Ok(true);
            }
            None => {
                let count = buffer.len();
                input.consume(count);
            }
        }
    }
}

/// Where a gzip member begins (RFC 1952, 2.3.1): the magic number, then flags and a system that
/// exist. One cut by the end of the buffer counts as one: reading it will tell.
fn is_gzip_member(buffer: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0x1f, buffer).find(|&at| match &buffer[at..] {
        [_, 0x8b, 8, flags, _, _, _, _, extra, system, ..] => {
            flags & 0xe0 == 0 && matches!(extra, 0 | 2 | 4) && matches!(system, 0..=13 | 255)
        }
        rest => rest.len() < 10 && [0x1f, 0x8b, 8].starts_with(&rest[..rest.len().min(3)]),
    })
}

/// Where a record of a plain archive begins.
fn is_record(buffer: &[u8]) -> Option<usize> {
    const MARK: &[u8] = b"WARC/1.";
    memchr::memchr_iter(b'W', buffer).find(|&at| {
        let rest = &buffer[at..];
        let alone = at == 0 || buffer[at - 1] == b'\n';
        alone && rest[..rest.len().min(MARK.len())] == MARK[..rest.len().min(MARK.len())]
    })
}
