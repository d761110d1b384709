"""What the adapters have in common: files by path or address, cleaned batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from . import Cleaner, read_batches

if TYPE_CHECKING:
    from .types import Format

PATH = "path"
"""The column of paths that a task reads."""


class Cleaning(NamedTuple):
    """What is done with each batch; engines pickle it and send it to their workers."""

    cleaner: Cleaner
    column: str
    to: Format
    url: str
    charset: str
    keep: Sequence[str]

    def table(self, table: pa.Table) -> pa.Table:
        """A table, cleaned."""
        return self.cleaner.clean_batch(
            table, self.column, to=self.to, url=self.url, charset=self.charset, keep=self.keep
        )

    def batches(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Batches, cleaned."""
        for batch in batches:
            yield self.cleaner.clean_batch(
                batch, self.column, to=self.to, url=self.url, charset=self.charset, keep=self.keep
            )

    def files(self, paths: Iterable[str]) -> Iterator[pa.RecordBatch]:
        """The documents of files, cleaned."""
        for path in paths:
            yield from self.batches(read_file(path))


def of_files(cleaner: Cleaner, to: Format) -> Cleaning:
    """What is done with the batches of `read_batches`."""
    return Cleaning(cleaner, "html", to, "url", "charset", ())


def read_file(path: str, rows: int = 256) -> Iterator[pa.RecordBatch]:
    """The documents of a file, by path or by an address that fsspec opens (`s3://…`)."""
    if "://" not in path:
        yield from read_batches(path, rows=rows)
        return
    import fsspec

    with fsspec.open(path, "rb") as file:
        yield from read_batches(path, file, rows=rows)


def paths_of(batch: pa.RecordBatch | pa.Table) -> list[str]:
    """The paths in a batch."""
    return [str(path) for path in batch.column(PATH).to_pylist()]


def records_schema() -> pa.Schema:
    """The columns of `read_batches`."""
    text = pa.string()
    authors = pa.list_(pa.field("element", text, nullable=False))
    others = {"offset": pa.int64(), "authors": authors, "html": pa.binary()}
    order = ("id", "source", "member", "offset", "url", "date", "title", "authors", "charset", "html")
    return pa.schema([(name, others.get(name, text)) for name in order])
