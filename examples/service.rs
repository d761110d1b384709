//! A service on tokio: an HTML document in by `POST`, Markdown out.
//!
//! ```sh
//! cargo run --release --example service -- 127.0.0.1:8080
//! curl --data-binary @article.html http://127.0.0.1:8080/
//! ```
//!
//! Cleaning takes the processor for milliseconds, so it runs where blocking work belongs. HTTP is
//! spoken just well enough for the example; a real service has a framework for it.

#![allow(clippy::print_stderr)]

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use unmangle::Cleaner;

const LIMIT: usize = 16 << 20;

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(&address).await?;
    let cleaner = Arc::new(Cleaner::default());
    loop {
        let (stream, _) = listener.accept().await?;
        let cleaner = cleaner.clone();
        tokio::spawn(async move {
            if let Err(error) = answer(stream, cleaner).await {
                eprintln!("{error}");
            }
        });
    }
}

async fn answer(stream: TcpStream, cleaner: Arc<Cleaner>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap_or(0).min(LIMIT);
            }
            _ if line.trim().is_empty() => break,
            _ => {}
        }
    }
    let mut document = vec![0; length];
    stream.read_exact(&mut document).await?;
    let cleaned = tokio::task::spawn_blocking(move || cleaner.clean(&document)).await?;
    let (status, body) = match cleaned {
        Ok(cleaned) => ("200 OK", cleaned.to_markdown()),
        Err(error) => ("413 Content Too Large", error.to_string()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/markdown; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.flush().await
}
