"""unmangle on Dask bags.

>>> import unmangle.dask
>>> bag = unmangle.dask.clean_files(["crawl-1.warc.gz", "crawl-2.warc.gz"])
>>> bag.map(json.dumps).to_textfiles("clean/*.jsonl.gz")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import dask.bag

from . import Cleaner, Error, Record
from . import read as read_file

if TYPE_CHECKING:
    from typing import Unpack

    from .types import Format, Options

__all__ = ["clean_bag", "clean_files", "read"]


def read(paths: Iterable[str]) -> dask.bag.Bag:
    """The documents of files, as a bag of `Record`; each file is a partition."""
    files: dask.bag.Bag = dask.bag.from_sequence(paths, partition_size=1)
    records: dask.bag.Bag = files.map_partitions(_read)
    return records


def clean_bag(
    bag: dask.bag.Bag, *, to: Format = "markdown", **options: Unpack[Options]
) -> dask.bag.Bag:
    """Cleans a bag of `Record`: a dictionary for each, as a line of the command line's JSON Lines.

    The dictionary of a document that could not be cleaned holds its place and `error`.
    """
    cleaned: dask.bag.Bag = bag.map_partitions(_clean, cleaner=Cleaner(**options), to=to)
    return cleaned


def clean_files(
    paths: Iterable[str], *, to: Format = "markdown", **options: Unpack[Options]
) -> dask.bag.Bag:
    """Reads and cleans files, each in a partition; holds one document at a time, not a file of them."""
    files: dask.bag.Bag = dask.bag.from_sequence(paths, partition_size=1)
    cleaned: dask.bag.Bag = files.map_partitions(_clean_files, cleaner=Cleaner(**options), to=to)
    return cleaned


# Partitions are lists: Dask sends them from process to process.


def _read(paths: Iterable[str]) -> list[Record]:
    return [record for path in paths for record in read_file(path)]


def _clean(records: Iterable[Record], cleaner: Cleaner, to: Format) -> list[dict[str, Any]]:
    return list(_cleaned(records, cleaner, to))


def _clean_files(paths: Iterable[str], cleaner: Cleaner, to: Format) -> list[dict[str, Any]]:
    return [line for path in paths for line in _cleaned(read_file(path), cleaner, to)]


def _cleaned(records: Iterable[Record], cleaner: Cleaner, to: Format) -> Iterator[dict[str, Any]]:
    for record in records:
        try:
            yield dict(cleaner.clean_record(record, to=to))
        except Error as error:
            yield {
                "id": record.id,
                "source": record.source,
                "offset": record.offset,
                "url": record.url,
                "error": str(error),
            }
