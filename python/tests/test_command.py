"""`python -m unmangle`."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import unmangle
from conftest import command


def test_a_page_goes_through_a_pipe() -> None:
    done = command("-", input=b"< p >Stay < s trong >calm< / s trong >.< / p >")
    assert (done.returncode, done.stdout) == (0, b"Stay **calm**.\n")


def test_wrong_usage_has_its_status() -> None:
    done = command("--no-such-option")
    assert done.returncode == 2 and b"--no-such-option" in done.stderr
    assert b"Usage: unmangle" in command("--help").stdout


def test_parquet_is_written_as_batches_are(warcs: list[str], tmp_path: Path) -> None:
    path = tmp_path / "clean.parquet"
    done = command(warcs[0], "-o", path, "--quiet")
    assert done.returncode == 0, done.stderr
    written = pq.read_table(path).column("text").to_pylist()
    batches = unmangle.read_batches(warcs[0])
    assert written == [text for b in batches for text in unmangle.clean_batch(b)["text"].to_pylist()]
