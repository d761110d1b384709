"""Turns mangled HTML news articles into clean, structured Markdown.

>>> import unmangle
>>> unmangle.clean("< p >Stay < s trong >calm< / s trong >.< / p >").markdown
'Stay **calm**.\\n'

`clean` does one document, `Cleaner` many with the same options, `clean_batch` a column of an Arrow
table; `read` gives the documents of an archive. `unmangle.spark`, `unmangle.ray`,
`unmangle.datatrove`, `unmangle.dask`, `unmangle.polars` and `unmangle.pandas` take them to the
engines of these names.
"""

from __future__ import annotations

import functools
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from . import _unmangle
from ._unmangle import (
    Cleaned,
    Cleaner,
    Error,
    InputTooLarge,
    InternalError,
    ReadError,
    Record,
    UnknownEncoding,
)

if TYPE_CHECKING:
    from typing import Unpack

    import pyarrow

    from ._unmangle import ArrowArrayExportable, ArrowStreamExportable
    from .types import BinaryFile, Format, Kind, Options

__all__ = [
    "Cleaned",
    "Cleaner",
    "Error",
    "InputTooLarge",
    "InternalError",
    "ReadError",
    "ReadWarning",
    "Record",
    "UnknownEncoding",
    "clean",
    "clean_batch",
    "read",
    "read_batches",
    "rules",
    "schema",
]


class ReadWarning(UserWarning):
    """A record of an archive could not be read; what follows it is read on."""


def clean(
    input: bytes | bytearray | memoryview | str,
    *,
    url: str | None = None,
    charset: str | None = None,
    **options: Unpack[Options],
) -> Cleaned:
    """Cleans one document.

    `input` is the document as it was fetched; give bytes where there are bytes, since what was
    decoded wrongly is harder to set right than what was not decoded. `url` is where it came from:
    relative links are resolved against it. `charset` is the label that the transport gave, as in an
    HTTP `Content-Type`. The options are those of `Cleaner`.

    Mangled content is never an error. Raises `InputTooLarge`, `UnknownEncoding` or `InternalError`,
    which are all `Error`; `ValueError` and `TypeError` for options that do not exist.
    """
    cleaner = Cleaner(**options) if options else _default()
    return cleaner.clean(input, url=url, charset=charset)


def clean_batch(
    batch: ArrowArrayExportable | ArrowStreamExportable,
    column: str = "html",
    *,
    to: Format = "markdown",
    url: str = "url",
    charset: str = "charset",
    keep: Iterable[str] = (),
    threads: int = 1,
    **options: Unpack[Options],
) -> Any:
    """Cleans a column of an Arrow record batch or table; see `Cleaner.clean_batch`."""
    return Cleaner(**options).clean_batch(
        batch, column, to=to, url=url, charset=charset, keep=list(keep), threads=threads
    )


def read(
    path: str | os.PathLike[str],
    file: BinaryFile | None = None,
    *,
    kind: Kind | None = None,
    field: str | None = None,
    id_field: str | None = None,
    on_error: Callable[[ReadError], object] | None = None,
) -> Iterator[Record]:
    """The documents of a file, whatever it is: a web archive, mail, a feed, JSON Lines, a ZIP, a page.

    What it is, is told by its content; `kind` says it instead. `field` and `id_field` are the JSON key
    or the table column that holds the document and the one that names it. Of web archives, responses
    with a status of 200 to 299 that hold text are read, as by the command line.

    With `file`, an open binary file (of fsspec, of an archive), that is read, and `path` names it.

    A record that cannot be read is handed to `on_error`; without it, it is a `ReadWarning`. The
    records behind it are read all the same.
    """
    for record in _unmangle.records(path, file, kind, field, id_field):
        if isinstance(record, ReadError):
            _tell(record, on_error)
        else:
            yield record


def read_batches(
    path: str | os.PathLike[str],
    file: BinaryFile | None = None,
    *,
    kind: Kind | None = None,
    field: str | None = None,
    id_field: str | None = None,
    rows: int = 256,
    on_error: Callable[[ReadError], object] | None = None,
) -> Iterator[pyarrow.RecordBatch]:
    """The documents of a file as Arrow record batches, as `clean_batch` takes them.

    The columns are `id`, `source`, `member`, `offset`, `url`, `date`, `title`, `authors`, `charset` and
    `html`, the document's bytes. A batch has at most `rows` rows, and ends behind the row that takes it over
    64 MiB. The other arguments are those of `read`.
    """
    for batch, errors in _unmangle.batches(path, file, kind, field, id_field, rows):
        for error in errors:
            _tell(error, on_error)
        if batch.num_rows:
            yield batch


def schema() -> pyarrow.Schema:
    """The columns that `clean_batch` gives."""
    return _unmangle.columns()


def rules() -> dict[str, str]:
    """What the repair rules repair, by their names."""
    return dict(_unmangle.rules())


@functools.cache
def _default() -> Cleaner:
    return Cleaner()


def _tell(error: ReadError, on_error: Callable[[ReadError], object] | None) -> None:
    if on_error is None:
        warnings.warn(str(error), ReadWarning, stacklevel=3)
    else:
        on_error(error)


