//! A file in the making: written as `NAME.part`, renamed when whole, compressed by its name.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

/// A path with something added to its last component.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// An error that names the file.
pub(crate) fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A file in the making.
pub(crate) struct Part {
    path: PathBuf,
    temporary: PathBuf,
    codec: Codec,
    writer: Writer,
}

#[derive(Clone, Copy)]
enum Codec {
    Plain,
    Gzip,
    Zstd,
}

enum Writer {
    Plain(BufWriter<File>),
    Gzip(flate2::write::GzEncoder<BufWriter<File>>),
    Zstd(zstd::stream::write::Encoder<'static, BufWriter<File>>),
    /// Between two members.
    Taken,
}

impl Part {
    /// Begins a file, or goes on with one after its first `from` bytes.
    pub(crate) fn open(path: &Path, from: Option<u64>) -> io::Result<Self> {
        let is_special = super::is_special(path);
        let temporary = if is_special { path.to_owned() } else { with_suffix(path, ".part") };
        let codec = match path.extension().and_then(|e| e.to_str()) {
            Some("gz") => Codec::Gzip,
            Some("zst") => Codec::Zstd,
            _ => Codec::Plain,
        };
        let from = from.filter(|_| !is_special);
        let file =
            Self::open_file(path, &temporary, from).map_err(|error| named(&temporary, &error))?;
        let writer = Writer::Plain(BufWriter::with_capacity(256 << 10, file));
        Ok(Self { path: path.to_owned(), temporary, codec, writer })
    }

    fn open_file(path: &Path, temporary: &Path, from: Option<u64>) -> io::Result<File> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let Some(length) = from.filter(|&length| length > 0) else {
            return File::create(temporary);
        };
        // The run may have come to an end of this file before it was interrupted.
        if !temporary.exists() {
            std::fs::rename(path, temporary)?;
        }
        let mut file = OpenOptions::new().write(true).open(temporary)?;
        if file.metadata()?.len() < length {
            return Err(io::Error::other("shorter than its journal says"));
        }
        file.set_len(length)?;
        file.seek(io::SeekFrom::End(0))?;
        Ok(file)
    }

    /// Ends the compressed member, hands all bytes to the system and says how many there are.
    pub(crate) fn checkpoint(&mut self) -> io::Result<u64> {
        self.end_member()?;
        let Writer::Plain(file) = &mut self.writer else { return Err(failed_before()) };
        if self.temporary == self.path {
            return file.flush().map(|()| 0).map_err(|error| named(&self.path, &error));
        }
        file.flush()
            .and_then(|()| file.stream_position())
            .map_err(|error| named(&self.temporary, &error))
    }

    /// Ends the compressed member; what is written next begins another.
    pub(crate) fn end_member(&mut self) -> io::Result<()> {
        let file = self.take_file().map_err(|error| named(&self.temporary, &error))?;
        self.writer = Writer::Plain(file);
        Ok(())
    }

    /// Ends the file and gives it its name.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if self.temporary == self.path {
            // A device or a pipe has no name to give and no place to ask for.
            self.end_member()?;
            let Writer::Plain(file) = &mut self.writer else { return Err(failed_before()) };
            return file.flush().map_err(|error| named(&self.path, &error));
        }
        self.checkpoint()?;
        if let Writer::Plain(file) = &self.writer {
            file.get_ref().sync_all()?;
        }
        std::fs::rename(&self.temporary, &self.path).map_err(|error| named(&self.path, &error))
    }

    fn take_file(&mut self) -> io::Result<BufWriter<File>> {
        match std::mem::replace(&mut self.writer, Writer::Taken) {
            Writer::Plain(file) => Ok(file),
            Writer::Gzip(encoder) => encoder.finish(),
            Writer::Zstd(encoder) => encoder.finish(),
            Writer::Taken => Err(failed_before()),
        }
    }

    /// The encoder of the current member, which a first write begins.
    fn member(&mut self) -> io::Result<&mut dyn Write> {
        if !matches!(self.codec, Codec::Plain) && matches!(self.writer, Writer::Plain(_)) {
            let file = self.take_file()?;
            self.writer = match self.codec {
                Codec::Zstd => Writer::Zstd(zstd::stream::write::Encoder::new(file, 3)?),
                // No time stamp: the same run gives the same bytes.
                _ => Writer::Gzip(
                    flate2::GzBuilder::new().mtime(0).write(file, flate2::Compression::default()),
                ),
            };
        }
        match &mut self.writer {
            Writer::Plain(file) => Ok(file),
            Writer::Gzip(encoder) => Ok(encoder),
            Writer::Zstd(encoder) => Ok(encoder),
            Writer::Taken => Err(failed_before()),
        }
    }
}

fn failed_before() -> io::Error {
    io::Error::other("output failed before")
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.member()
            .and_then(|member| member.write_all(bytes))
            .map_err(|error| named(&self.temporary, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
