"""Arrow in, Arrow out."""

from __future__ import annotations

from typing import Any

import archive
import pyarrow as pa
import pytest
import unmangle
from conftest import are_same

PAGES = ["<p>One</ p >", None, "<p>Two"]


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()],
    ids=str,
)
def test_strings_and_binaries_of_every_kind_are_read(kind: pa.DataType) -> None:
    batch = pa.record_batch({"html": pa.array(PAGES, pa.string()).cast(kind)})
    cleaned = unmangle.clean_batch(batch)
    assert isinstance(cleaned, pa.RecordBatch)
    assert cleaned.schema == unmangle.schema()
    assert cleaned.column("text").to_pylist() == ["One\n", None, "Two\n"]
    cleaned.validate(full=True)


def test_a_table_gives_a_table_in_the_same_chunks() -> None:
    table = pa.table({"html": pa.chunked_array([PAGES, PAGES[:1], []], pa.string())})
    cleaned = unmangle.clean_batch(table)
    assert isinstance(cleaned, pa.Table)
    assert cleaned.column("text").to_pylist() == ["One\n", None, "Two\n", "One\n"]
    assert unmangle.clean_batch(table.slice(2, 2)).column("text").to_pylist() == ["Two\n", "One\n"]
    assert unmangle.clean_batch(table.schema.empty_table()).schema == unmangle.schema()


def test_the_record_goes_along() -> None:
    batch = pa.record_batch(
        {
            "body": ["<title>T</title><p><a href='b'>x</a>", "<p>y"],
            "id": [7, 8],
            "where": ["https://example.org/a/", None],
            "offset": [12, None],
            "section": ["news", "sport"],
        }
    )
    cleaned = unmangle.clean_batch(batch, "body", url="where", keep=["section"], to="text")
    row = cleaned.to_pylist()[0]
    assert cleaned.schema.names == [*unmangle.schema().names, "section"]
    assert (row["id"], row["offset"], row["url"]) == ("7", 12, "https://example.org/a/")
    assert row["section"] == "news" and row["error"] is None
    assert (row["format"], row["bytes"], row["kept"]) == ("text/plain", 36, [])
    markdown = unmangle.clean_batch(batch, "body", url="where").column("text")[0].as_py()
    assert "[x](https://example.org/a/b)" in markdown


def test_bytes_are_decoded_by_their_own_label() -> None:
    text = "Ещё одна новость из города."
    batch = pa.record_batch(
        {"html": [text.encode("koi8-r"), text.encode()], "charset": ["koi8-r", "x-no-such-thing"]}
    )
    assert unmangle.clean_batch(batch).column("text").to_pylist() == [f"{text}\n"] * 2


def test_a_document_that_fails_costs_its_row_only() -> None:
    batch = pa.record_batch({"html": ["<p>" + "a" * 100, "<p>b"]})
    failed, fine = unmangle.clean_batch(batch, max_document=50).to_pylist()
    assert failed["error"] == "input of 103 bytes is over the limit of 50 bytes"
    made = {"metadata", "text", "sha256", "encoding", "bytes", "repairs", "removed", "warnings"}
    assert {name for name in made if failed[name] is not None} == set()
    assert (failed["schema"], failed["format"]) == (2, "text/markdown")
    assert fine["text"] == "b\n" and fine["error"] is None
    assert fine["metadata"]["authors"] == [] and fine["repairs"] == []


def test_what_cannot_be_is_said() -> None:
    batch = pa.record_batch({"html": ["a"], "n": [1], "text": ["b"]})
    with pytest.raises(KeyError, match="no column 'body', only html, n, text|body"):
        unmangle.clean_batch(batch, "body")
    with pytest.raises(TypeError, match="Int64"):
        unmangle.clean_batch(batch, "n")
    with pytest.raises(ValueError, match="text"):
        unmangle.clean_batch(batch, keep=["text"])
    with pytest.raises(KeyError, match="m"):
        unmangle.clean_batch(batch, keep=["m"])
    with pytest.raises(TypeError):
        unmangle.clean_batch([1, 2])  # type: ignore[arg-type]


def test_threads_change_nothing(warcs: list[str]) -> None:
    for batch in unmangle.read_batches(warcs[0], rows=100):
        assert unmangle.clean_batch(batch, threads=3).equals(unmangle.clean_batch(batch))
        break


def test_batches_hold_what_the_command_line_writes(
    warcs: list[str], expected: dict[str, dict[str, Any]]
) -> None:
    rows = [
        row
        for path in warcs
        for batch in unmangle.read_batches(path, rows=50)
        for row in unmangle.clean_batch(batch).to_pylist()
    ]
    assert same(rows, expected)


def same(rows: list[dict[str, Any]], expected: dict[str, dict[str, Any]]) -> bool:
    """Whether rows are the command line's lines, in any order."""
    assert [row["id"] for row in rows if row.pop("error") is not None] == []
    return are_same(rows, expected)


def test_hostile_documents_come_through_in_a_batch() -> None:
    pages = [page for _, page in archive.hostile()]
    cleaned = unmangle.clean_batch(pa.record_batch({"html": pa.array(pages, pa.binary())}))
    assert cleaned.column("error").null_count == len(pages)
