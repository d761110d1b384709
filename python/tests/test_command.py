"""`python -m unmangle`."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
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
    written = pq.read_table(path)
    batches = [unmangle.clean_batch(batch) for batch in unmangle.read_batches(warcs[0])]
    cleaned = pa.Table.from_batches(batches)
    # Only batches have rows of which nothing could be made.
    assert cleaned.column("error").null_count == cleaned.num_rows
    cleaned = cleaned.drop_columns("error")
    assert {field.name: field.type for field in written.schema} == {
        field.name: field.type for field in cleaned.schema
    }
    assert written.to_pylist() == cleaned.to_pylist()
