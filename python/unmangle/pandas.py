"""unmangle on pandas.

>>> import unmangle.pandas
>>> unmangle.pandas.clean_frame(pages, "body", keep=["section"])
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from . import Cleaner

if TYPE_CHECKING:
    from typing import Unpack

    from .types import Format, Options

__all__ = ["clean_frame"]


def clean_frame(
    frame: pd.DataFrame,
    column: str = "html",
    *,
    to: Format = "markdown",
    url: str = "url",
    charset: str = "charset",
    keep: Iterable[str] = (),
    threads: int = 1,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Cleans a column of strings or bytes, a row for each row, under the same index."""
    table = Cleaner(**options).clean_batch(
        pa.Table.from_pandas(frame, preserve_index=False),
        column,
        to=to,
        url=url,
        charset=charset,
        keep=list(keep),
        threads=threads,
    )
    cleaned: pd.DataFrame = table.to_pandas()
    cleaned.index = frame.index
    return cleaned
