"""unmangle on Polars.

>>> import unmangle.polars
>>> pages.with_columns(unmangle.polars.clean("html").alias("text"))
>>> unmangle.polars.clean_frame(pages)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import polars as pl

from . import Cleaner

if TYPE_CHECKING:
    from typing import Unpack

    from .types import Format, Options

__all__ = ["clean", "clean_frame"]


def clean(
    documents: str | pl.Expr,
    *,
    to: Format = "markdown",
    threads: int = 1,
    **options: Unpack[Options],
) -> pl.Expr:
    """What documents (a column of strings or binaries, or an expression) are written as."""
    cleaner = Cleaner(**options)

    def text(series: pl.Series) -> pl.Series:
        frame = series.rename("html").to_frame()
        table = cleaner.clean_batch(frame, to=to, threads=threads)
        return pl.Series(series.name, pl.from_arrow(table.column("text")))

    expression = pl.col(documents) if isinstance(documents, str) else documents
    return expression.map_batches(text, return_dtype=pl.String, is_elementwise=True)


def clean_frame(
    frame: pl.DataFrame,
    column: str = "html",
    *,
    to: Format = "markdown",
    url: str = "url",
    charset: str = "charset",
    keep: Iterable[str] = (),
    threads: int = 1,
    **options: Unpack[Options],
) -> pl.DataFrame:
    """Cleans a column of strings or binaries, a row for each row; see `Cleaner.clean_batch`."""
    table = Cleaner(**options).clean_batch(
        frame, column, to=to, url=url, charset=charset, keep=list(keep), threads=threads
    )
    return pl.DataFrame(table)
