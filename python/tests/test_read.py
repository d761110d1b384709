"""Archives, read in Python."""

from __future__ import annotations

import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
import unmangle
from conftest import are_same


def test_records_are_those_of_the_command_line(
    warcs: list[str], expected: dict[str, dict[str, Any]]
) -> None:
    cleaner = unmangle.Cleaner()
    lines = [cleaner.clean_record(record) for path in warcs for record in unmangle.read(path)]
    assert are_same([dict(line) for line in lines], expected)
    assert [line["id"] for line in lines] == list(expected)


def test_open_files_are_read(warcs: list[str]) -> None:
    with open(warcs[0], "rb") as file:
        opened = [record.id for record in unmangle.read("named", file)]
    assert opened == [record.id for record in unmangle.read(warcs[0])]
    record = next(unmangle.read("page.html", io.BytesIO(b"<p>One")))
    assert (record.source, record.payload) == ("page.html", b"<p>One")


def test_records_survive_pickling(warcs: list[str]) -> None:
    record = next(unmangle.read(warcs[0]))
    again = pickle.loads(pickle.dumps(record))
    for name in ("payload", "id", "source", "offset", "url", "date", "charset", "status", "media_type"):
        assert getattr(again, name) == getattr(record, name)
    assert (again.title, again.authors) == (record.title, record.authors)


def test_json_lines_are_read_by_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"page": "<p>Ä", "key": "k1"}) + "\n", "utf-8")
    (record,) = unmangle.read(path, field="page", id_field="key")
    assert (record.id, record.payload.decode()) == ("k1", "<p>Ä")
    (record,) = unmangle.read(path, kind="document")
    assert record.payload == path.read_bytes()
    with pytest.raises(ValueError, match="no kind"):
        list(unmangle.read(path, kind="letter"))  # type: ignore[arg-type]


def test_damage_costs_one_record(warcs: list[str], tmp_path: Path) -> None:
    whole = Path(warcs[0]).read_bytes()
    # What is no article, a picture say, is told as well.
    before: list[unmangle.ReadError] = []
    offsets = [record.offset for record in unmangle.read(warcs[0], on_error=before.append)]
    hurt = bytearray(whole)
    at = offsets[3]
    assert at is not None
    hurt[at + 40 : at + 60] = bytes(20)
    path = tmp_path / "hurt.warc.gz"
    path.write_bytes(hurt)
    errors: list[unmangle.ReadError] = []
    read = [record.offset for record in unmangle.read(path, on_error=errors.append)]
    assert len(errors) == len(before) + 1 and all(str(path) in str(error) for error in errors)
    assert read == [offset for offset in offsets if offset != at]
    with pytest.warns(unmangle.ReadWarning, match="hurt.warc.gz"):
        rows = sum(batch.num_rows for batch in unmangle.read_batches(path, rows=7))
    assert rows == len(read)
    with pytest.warns(unmangle.ReadWarning, match="missing"):
        assert list(unmangle.read(tmp_path / "missing.warc")) == []
