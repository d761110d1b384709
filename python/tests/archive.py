"""A web archive made of the project's fixtures: every damaged, sound and whole page there is."""

from __future__ import annotations

import gzip
import re
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
KINDS = ROOT / "benches" / "linear" / "kinds.rs"

HOSTILE_BYTES = 16 << 10


def pages() -> list[tuple[str, bytes]]:
    """The fixtures' inputs, by name."""
    found = sorted(FIXTURES.glob("**/*.html"))
    return [(path.relative_to(FIXTURES).as_posix(), path.read_bytes()) for path in found]


def hostile() -> list[tuple[str, bytes]]:
    """Inputs that try to take too long or too much, as the benchmark of linear time has them."""
    row = re.compile(r'^    \(("(?:[^"\\]|\\.)*"), ("(?:[^"\\]|\\.)*"), ("(?:[^"\\]|\\.)*")\),$', re.M)
    found = []
    for name, before, again in row.findall(KINDS.read_text("utf-8")):
        again, before = _rust(again), _rust(before)
        count = HOSTILE_BYTES // max(len(again.encode()), 1)
        body = "".join(again.replace("§", str(number)) for number in range(count))
        found.append((_rust(name), (before + body).encode()))
    return found


def _rust(literal: str) -> str:
    escapes = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "\\": "\\"}
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), literal[1:-1])
    return re.sub(r"\\(.)", lambda m: escapes.get(m[1], m[1]), text)


def warc(documents: list[tuple[str, bytes]], labels: bool = True) -> bytes:
    """Documents as a compressed web archive, a member for each; the same bytes every time."""
    members = [_member("warcinfo", None, b"software: fixtures\r\n", "application/warc-fields")]
    for number, (name, payload) in enumerate(documents):
        url = f"https://example.org/{name.replace(' ', '-')}"
        # Every third says its encoding, every fifth names one that no one knows.
        charset = "; charset=utf-8" if labels and number % 3 == 0 else ""
        if labels and number % 5 == 4:
            charset = "; charset=x-no-such-thing"
        members.append(_response(url, payload, f"text/html{charset}", 200))
    members.append(_response("https://example.org/gone", b"<p>Gone.</p>", "text/html", 404))
    members.append(_response("https://example.org/logo", b"\x89PNG", "image/png", 200))
    return b"".join(gzip.compress(member, 6, mtime=0) for member in members)


def _response(url: str, payload: bytes, media_type: str, status: int) -> bytes:
    head = f"HTTP/1.1 {status} Whatever\r\nContent-Type: {media_type}\r\n\r\n"
    return _member("response", url, head.encode() + payload, "application/http; msgtype=response")


def _member(kind: str, url: str | None, block: bytes, media_type: str) -> bytes:
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {url}")
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"WARC-Date: 2026-01-31T12:00:00Z\r\n{target}"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
