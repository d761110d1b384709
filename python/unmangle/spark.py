"""unmangle on Apache Spark (4.1 or later), through Arrow.

>>> import unmangle.spark
>>> unmangle.spark.clean_files(spark, ["crawl-1.warc.gz", "crawl-2.warc.gz"]).write.parquet("clean")
>>> unmangle.spark.clean_df(pages, "body").select("url", "text")
>>> unmangle.spark.register(spark)
>>> spark.sql("SELECT url, unmangle(body) FROM pages")

Workers need the package `unmangle` too. A task that is run again gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql.pandas.functions import arrow_udf
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from . import Cleaner, schema
from ._engines import PATH, Cleaning, of_files, paths_of, read_file, records_schema

if TYPE_CHECKING:
    from typing import Unpack

    from pyspark.sql import DataFrame, SparkSession

    from .types import Format, Options

__all__ = ["clean_df", "clean_files", "read", "register"]


def clean_df(
    df: DataFrame,
    column: str = "html",
    *,
    to: Format = "markdown",
    url: str = "url",
    charset: str = "charset",
    keep: Iterable[str] = (),
    **options: Unpack[Options],
) -> DataFrame:
    """Cleans a column of strings or binaries, a row for each row, in place of each partition.

    The columns are those of `unmangle.schema()`, then those in `keep`; see `Cleaner.clean_batch`.
    Spark hands over `spark.sql.execution.arrow.maxRecordsPerBatch` rows at once, 10,000 unless told
    otherwise; where documents are whole pages, 500 keep the memory of a task small.
    """
    kept = list(keep)
    fields = from_arrow_schema(schema()).fields + [df.schema[name] for name in kept]
    cleaning = Cleaning(Cleaner(**options), column, to, url, charset, kept)
    return df.mapInArrow(cleaning.batches, StructType(fields))


def clean_files(
    spark: SparkSession,
    paths: Iterable[str],
    *,
    to: Format = "markdown",
    **options: Unpack[Options],
) -> DataFrame:
    """Reads and cleans files (web archives, JSON Lines, …), each in a task of its own."""
    cleaning = of_files(Cleaner(**options), to)

    def clean(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from cleaning.files(paths_of(batch))

    return _paths(spark, paths).mapInArrow(clean, from_arrow_schema(schema()))


def read(spark: SparkSession, paths: Iterable[str]) -> DataFrame:
    """The documents of files, for `clean_df`; each file is read by a task of its own."""
    return _paths(spark, paths).mapInArrow(_read, from_arrow_schema(records_schema()))


def register(
    spark: SparkSession,
    name: str = "unmangle",
    *,
    to: Format = "markdown",
    **options: Unpack[Options],
) -> None:
    """Makes a function of SQL: a document to what it is written as, null where it cannot be."""
    cleaner = Cleaner(**options)

    def write(html: pa.Array) -> pa.Array:
        return cleaner.clean_batch(pa.record_batch([html], ["html"]), to=to).column("text")

    function: Any = arrow_udf(write, "string")  # type: ignore[call-overload, unused-ignore]
    spark.udf.register(name, function)


def _read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for path in paths_of(batch):
            yield from read_file(path)


def _paths(spark: SparkSession, paths: Iterable[str]) -> DataFrame:
    rows = [(path,) for path in paths]
    files = spark.sparkContext.parallelize(rows, max(len(rows), 1))
    return spark.createDataFrame(files, f"{PATH} string")
