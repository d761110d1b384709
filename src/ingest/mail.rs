//! Messages: e-mail, mailboxes and pages saved as MHTML.

use std::io::{BufRead, Read};

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::record::bounded;
use super::stream::{Counter, Stream};
use super::{ReadLimits, Record, RecordError, Records};

/// The document of one message.
pub(super) fn message(stream: Stream, limits: &ReadLimits) -> Records {
    let source = stream.name;
    let record = bounded(stream.reader, limits.document_bytes)
        .map_err(|error| error.to_string())
        .and_then(|bytes| parse(&bytes, 1))
        .map(|record| Record { source: source.clone(), ..record })
        .map_err(|reason| RecordError::new(&source, None, reason));
    Box::new(std::iter::once(record))
}

/// The documents of a mailbox, a message each (RFC 4155, "From " lines quoted with `>`).
pub(super) fn mbox(stream: Stream, limits: ReadLimits) -> Records {
    let source = stream.name;
    let mut input = Counter::new(stream.reader);
    let mut number = 0;
    Box::new(std::iter::from_fn(move || {
        let mut offset = 0;
        let bytes = match next_message(&mut input, &mut offset, limits.document_bytes) {
            Ok(None) => return None,
            Ok(Some(bytes)) => Ok(bytes),
            Err(error) => Err(error.to_string()),
        };
        number += 1;
        let record = bytes.and_then(|bytes| parse(&bytes, number));
        Some(match record {
            Ok(record) => Ok(Record { source: source.clone(), offset: Some(offset), ..record }),
            Err(reason) => Err(RecordError::new(&source, Some(offset), reason)),
        })
    }))
}

/// The lines up to the next "From " line, which is read; `offset` becomes where they start.
fn next_message<R: BufRead>(
    input: &mut Counter<R>,
    offset: &mut u64,
    limit: u64,
) -> std::io::Result<Option<Vec<u8>>> {
    let mut message = Vec::new();
    let mut too_long = false;
    *offset = input.position;
    loop {
        let mut line = Vec::new();
        let count = input.by_ref().take(limit + 1).read_until(b'\n', &mut line)?;
        let ends = count == 0 || line.starts_with(b"From ");
        if ends && too_long {
            let reason = format!("message is over the limit of {limit} bytes");
            return Err(std::io::Error::other(reason));
        }
        if ends && !message.is_empty() {
            return Ok(Some(message));
        }
        if count == 0 {
            return Ok(None);
        }
        if ends {
            *offset = input.position;
            continue;
        }
        let quoted = line.iter().position(|&byte| byte != b'>').unwrap_or(0);
        let line =
            if quoted > 0 && line[quoted..].starts_with(b"From ") { &line[1..] } else { &line };
        too_long |= (message.len() + line.len()) as u64 > limit;
        if !too_long {
            message.extend_from_slice(line);
        }
    }
}

fn parse(bytes: &[u8], number: u64) -> Result<Record, String> {
    let message = MessageParser::default().parse(bytes).ok_or("not a message")?;
    let part = body(&message).ok_or("message holds no text")?;
    let is_html = matches!(part.body, PartType::Html(_));
    // The parser gives text; a declaration of another encoding inside it is out of date.
    let payload = part.text_contents().ok_or("message holds no text")?.as_bytes().to_vec();
    let from = message.from().and_then(|from| from.first());
    let author = from.and_then(|a| a.name.as_deref().or(a.address.as_deref()));
    let location = part.content_location().or_else(|| message.content_location());
    let snapshot = message.header_raw("Snapshot-Content-Location").map(str::trim);
    Ok(Record {
        id: message.message_id().map_or_else(|| number.to_string(), str::to_owned),
        url: location.or(snapshot).map(str::to_owned),
        date: message.date().map(mail_parser::DateTime::to_rfc3339),
        title: message.subject().map(str::to_owned),
        authors: author.map(str::to_owned).into_iter().collect(),
        media_type: Some(if is_html { "text/html" } else { "text/plain" }.to_owned()),
        charset: Some("utf-8".to_owned()),
        payload,
        ..Record::default()
    })
}

/// The part to read: the first HTML one, else the first of text.
fn body<'m>(message: &'m Message<'m>) -> Option<&'m MessagePart<'m>> {
    let html = |part: &&MessagePart<'_>| matches!(part.body, PartType::Html(_));
    let text = |part: &&MessagePart<'_>| matches!(part.body, PartType::Text(_));
    message.parts.iter().find(html).or_else(|| message.parts.iter().find(text))
}
