"""unmangle on Ray Data.

>>> import unmangle.ray
>>> unmangle.ray.clean_files(["crawl-1.warc.gz", "crawl-2.warc.gz"]).write_parquet("clean")
>>> unmangle.ray.clean_dataset(ray.data.read_json("pages.jsonl"), "body").write_json("clean")

Workers need the package `unmangle` too. A task that is run again gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import ray.data

from . import Cleaner
from ._engines import PATH, Cleaning, of_files, paths_of, read_file

if TYPE_CHECKING:
    from typing import Unpack

    from .types import Format, Options

__all__ = ["clean_dataset", "clean_files", "read"]


def clean_dataset(
    dataset: ray.data.Dataset,
    column: str = "html",
    *,
    to: Format = "markdown",
    url: str = "url",
    charset: str = "charset",
    keep: Iterable[str] = (),
    batch_size: int = 256,
    map_options: dict[str, Any] | None = None,
    **options: Unpack[Options],
) -> ray.data.Dataset:
    """Cleans a column of strings or binaries, a row for each row.

    The columns are those of `unmangle.schema()`, then those in `keep`; see `Cleaner.clean_batch`.
    `map_options` go to Ray's `map_batches`: `num_cpus`, `memory`, `concurrency` and the like.
    """
    cleaning = Cleaning(Cleaner(**options), column, to, url, charset, list(keep))
    return dataset.map_batches(
        cleaning.table,
        batch_format="pyarrow",
        batch_size=batch_size,
        zero_copy_batch=True,
        **(map_options or {}),
    )


def clean_files(
    paths: Iterable[str],
    *,
    to: Format = "markdown",
    map_options: dict[str, Any] | None = None,
    **options: Unpack[Options],
) -> ray.data.Dataset:
    """Reads and cleans files (web archives, JSON Lines, …), each in a task of its own."""
    cleaning = of_files(Cleaner(**options), to)

    def clean(table: pa.Table) -> Iterator[pa.Table]:
        for batch in cleaning.files(paths_of(table)):
            yield pa.Table.from_batches([batch])

    return _map_paths(paths, clean, map_options)


def read(
    paths: Iterable[str], *, map_options: dict[str, Any] | None = None
) -> ray.data.Dataset:
    """The documents of files, for `clean_dataset`; each file is read by a task of its own."""
    return _map_paths(paths, _read, map_options)


def _read(table: pa.Table) -> Iterator[pa.Table]:
    for path in paths_of(table):
        for batch in read_file(path):
            yield pa.Table.from_batches([batch])


def _map_paths(
    paths: Iterable[str], function: Any, map_options: dict[str, Any] | None
) -> ray.data.Dataset:
    rows = [{PATH: path} for path in paths]
    files = ray.data.from_items(rows, override_num_blocks=max(len(rows), 1))
    return files.map_batches(
        function, batch_format="pyarrow", batch_size=1, **(map_options or {})
    )
