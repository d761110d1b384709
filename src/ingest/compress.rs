//! Compression: told by content, undone as a stream.

use std::io::{self, BufRead, Read};

use super::stream::Failed;

/// A way to compress a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
    Brotli,
}

/// Growth is not judged before this many bytes came out.
const FREE: u64 = 16 << 20;

impl Codec {
    /// The codec of a stream that begins with `head`; Brotli has no magic number and goes by name.
    pub(super) fn detect(head: &[u8], name: &str) -> Option<Self> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Some(Self::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ if name.ends_with(".br") => Some(Self::Brotli),
            _ => None,
        }
    }

    /// The name of what is inside.
    pub(super) fn strip_suffix(self, name: &str) -> &str {
        let suffixes: &[&str] = match self {
            Self::Gzip => &[".gz", ".gzip"],
            Self::Zstd => &[".zst", ".zstd"],
            Self::Bzip2 => &[".bz2"],
            Self::Xz => &[".xz"],
            Self::Brotli => &[".br"],
        };
        suffixes.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name)
    }

    /// What the stream holds at its beginning, as far as `head` tells.
    pub(super) fn peek(self, head: &[u8]) -> Vec<u8> {
        let mut inner = vec![0; 512];
        let Ok(mut reader) = self.decoder(io::Cursor::new(head.to_vec())) else {
            return Vec::new();
        };
        let mut length = 0;
        while length < inner.len() {
            match reader.read(&mut inner[length..]) {
                Ok(0) | Err(_) => break,
                Ok(count) => length += count,
            }
        }
        inner.truncate(length);
        inner
    }

    /// The stream with the compression undone. Data that grows out of proportion is an error.
    pub(super) fn reader(self, input: Box<dyn BufRead + Send>, ratio: u64) -> Box<dyn Read + Send> {
        let counted = Shared::new(input);
        let taken = counted.taken.clone();
        match self.decoder(counted) {
            Ok(decoder) => Box::new(Bounded { decoder, taken, given: 0, ratio }),
            Err(error) => Box::new(Failed(Some(error))),
        }
    }

    fn decoder(self, input: impl BufRead + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
            Self::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(input)?),
            Self::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(input)),
            Self::Xz => Box::new(lzma_rust2::XzReader::new(input, true)),
            Self::Brotli => Box::new(brotli_decompressor::Decompressor::new(input, 64 << 10)),
        })
    }
}

/// A reader that tells others how much was taken from it.
struct Shared<R> {
    inner: R,
    taken: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

impl<R> Shared<R> {
    fn new(inner: R) -> Self {
        Self { inner, taken: std::sync::Arc::default() }
    }

    fn count(&self, count: usize) {
        self.taken.fetch_add(count as u64, std::sync::atomic::Ordering::Relaxed);
    }
}

impl<R: BufRead> Read for Shared<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Shared<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.count(count);
        self.inner.consume(count);
    }
}

/// A decoder that stops when its data grows out of proportion.
struct Bounded {
    decoder: Box<dyn Read + Send>,
    taken: std::sync::Arc<std::sync::atomic::AtomicU64>,
    given: u64,
    ratio: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        self.given += count as u64;
        let taken = self.taken.load(std::sync::atomic::Ordering::Relaxed);
        if over_ratio(taken, self.given, self.ratio) {
            return Err(ratio_error(self.ratio));
        }
        Ok(count)
    }
}

/// Whether `given` bytes out of `taken` compressed ones is more than `ratio` allows.
pub(super) fn over_ratio(taken: u64, given: u64, ratio: u64) -> bool {
    given > FREE && given / taken.max(1) > ratio
}

pub(super) fn ratio_error(ratio: u64) -> io::Error {
    io::Error::other(format!("compressed data grows over the limit of {ratio} times"))
}
