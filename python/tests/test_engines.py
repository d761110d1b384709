"""The adapters, each against its engine: two workers, and the command line's bytes.

An engine that is not installed is skipped; docs/python.md has the command that installs it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import archive
import pytest
import unmangle
from conftest import are_same, lines
from test_arrow import same

pytestmark = pytest.mark.engine

Lines = dict[str, dict[str, Any]]


def engine(name: str, program: str | None = None) -> Any:
    """The module of an engine, or a skip."""
    if program and shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    return pytest.importorskip(name, reason=f"{name} is not installed", exc_type=ImportError)


def test_multiprocessing_gives_the_bytes_of_the_command_line(warcs: list[str], expected: Lines) -> None:
    records = [record for path in warcs for record in unmangle.read(path)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        rows = pool.map(unmangle.Cleaner().clean_record, records, chunksize=16)
    assert are_same(rows, expected)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    engine("pyspark", "java")
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master("local[2,3]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def _rows(frame: Any) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in frame.collect()]


def test_spark_cleans_files(spark: Any, warcs: list[str], expected: Lines) -> None:
    import unmangle.spark

    assert same(_rows(unmangle.spark.clean_files(spark, warcs)), expected)


def test_spark_cleans_a_data_frame(spark: Any, warcs: list[str], expected: Lines) -> None:
    import unmangle.spark

    pages = unmangle.spark.read(spark, warcs).repartition(2)
    cleaned = unmangle.spark.clean_df(pages.withColumnRenamed("html", "body"), "body", keep=["charset"])
    rows = _rows(cleaned)
    assert {row.pop("charset") for row in rows} == {None, "utf-8", "x-no-such-thing"}
    assert same(rows, expected)


def test_spark_has_a_function_of_sql(spark: Any) -> None:
    import unmangle.spark

    unmangle.spark.register(spark, "unmangle", max_document=50)
    pages = [("a", "< p >One</ p >"), ("b", None), ("c", "<p>" + "x" * 100)]
    spark.createDataFrame(pages, "id string, html string").createOrReplaceTempView("pages")
    found = spark.sql("SELECT id, unmangle(html) AS text FROM pages ORDER BY id").collect()
    assert [(row.id, row.text) for row in found] == [("a", "One\n"), ("b", None), ("c", None)]


def test_spark_gives_the_same_when_a_worker_is_killed(
    spark: Any, warcs: list[str], expected: Lines, tmp_path: Path
) -> None:
    """The first try of each task dies in the middle of its work, as by the kernel's hand."""
    import unmangle.spark

    marks = str(tmp_path)
    pages = unmangle.spark.read(spark, warcs)

    def dying(batches: Any) -> Any:
        from pyspark import TaskContext

        context = TaskContext.get()
        assert context is not None
        task = context.partitionId()
        for number, batch in enumerate(batches):
            mark = Path(marks) / str(task)
            if number == 1 and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), 9)
            yield batch

    cleaned = unmangle.spark.clean_df(pages.mapInArrow(dying, pages.schema))
    assert same(_rows(cleaned), expected)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    ray = engine("ray")
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield ray
    ray.shutdown()


def test_ray_cleans_files(ray: Any, warcs: list[str], expected: Lines) -> None:
    import unmangle.ray

    assert same(unmangle.ray.clean_files(warcs).take_all(), expected)


def test_ray_cleans_a_dataset(ray: Any, warcs: list[str], expected: Lines) -> None:
    import unmangle.ray

    pages = unmangle.ray.read(warcs).materialize()
    assert same(unmangle.ray.clean_dataset(pages, batch_size=100).take_all(), expected)


def test_ray_gives_the_same_when_a_worker_is_killed(
    ray: Any, warcs: list[str], expected: Lines, tmp_path: Path
) -> None:
    import unmangle.ray

    mark = tmp_path / "killed"

    def dying(table: Any) -> Any:
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), 9)
        return table

    pages = unmangle.ray.read(warcs).map_batches(dying, batch_format="pyarrow")
    assert same(unmangle.ray.clean_dataset(pages).take_all(), expected)
    assert mark.exists()


def test_dask_cleans_a_bag(warcs: list[str], expected: Lines) -> None:
    engine("dask.bag")
    import unmangle.dask

    for bag in (
        unmangle.dask.clean_bag(unmangle.dask.read(warcs)),
        unmangle.dask.clean_files(warcs),
    ):
        rows = bag.compute(scheduler="processes", num_workers=2)
        assert are_same(rows, expected)


def test_dask_keeps_the_place_of_what_fails() -> None:
    engine("dask.bag")
    import dask.bag
    import unmangle.dask

    records = [unmangle.Record(b"x" * 100, id="a", source="s"), unmangle.Record(b"y", id="b")]
    bag = dask.bag.from_sequence(records, npartitions=1)
    failed, fine = unmangle.dask.clean_bag(bag, max_document=50).compute(scheduler="sync")
    assert (failed["id"], failed["source"]) == ("a", "s") and "limit of 50" in failed["error"]
    assert fine["text"] == "y\n"


def test_datatrove_runs_from_archives_to_json_lines(
    folder: Path, expected: Lines, tmp_path: Path
) -> None:
    engine("datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.filters import LambdaFilter
    from datatrove.pipeline.writers import JsonlWriter
    from unmangle.datatrove import UnmangleExtractor, WarcBytesReader

    LocalPipelineExecutor(
        [
            WarcBytesReader(str(folder), glob_pattern="*.warc.gz"),
            LambdaFilter(_is_example),
            UnmangleExtractor(),
            JsonlWriter(str(tmp_path / "out"), compression=None),
        ],
        tasks=2,
        workers=2,
        logging_dir=str(tmp_path / "logs"),
        start_method="spawn",
    ).run()
    written = [line for path in sorted((tmp_path / "out").iterdir()) for line in lines(path)]
    # datatrove writes no document without text.
    assert {line["id"]: line["text"] for line in written} == {
        id: line["text"] for id, line in expected.items() if line["text"]
    }
    assert all("unmangle_bytes" not in line["metadata"] for line in written)
    titles = {line["id"]: line["metadata"].get("page_title") for line in written}
    assert titles == {id: expected[id]["metadata"]["title"] for id in titles}


def _is_example(document: Any) -> bool:
    return "example.org" in document.metadata["url"]


def test_datatrove_takes_text_and_drops_what_fails() -> None:
    engine("datatrove")
    from datatrove.data import Document
    from unmangle.datatrove import UnmangleExtractor

    extractor = UnmangleExtractor(to="text", max_document=50)
    pages = [Document("<p>One & two", "a"), Document("x" * 100, "b"), Document("<p>", "c")]
    kept = list(extractor.run(pages))
    assert [(document.id, document.text) for document in kept] == [("a", "One & two\n")]
    assert extractor.stats["clean_error"].total == 1
    assert extractor.extract("<p>One") == "One\n"


def test_polars_cleans_frames_and_expressions(warcs: list[str], expected: Lines) -> None:
    pl = engine("polars")
    import unmangle.polars

    batches = [batch for path in warcs for batch in unmangle.read_batches(path)]
    pages = pl.from_arrow(batches)
    assert same(unmangle.polars.clean_frame(pages).to_dicts(), expected)
    texts = pl.DataFrame({"html": ["< p >One</ p >", None, "<p>Two"]})
    cleaned = texts.lazy().with_columns(unmangle.polars.clean("html").alias("text")).collect()
    assert cleaned["text"].to_list() == ["One\n", None, "Two\n"]
    shouted = cleaned.select(unmangle.polars.clean(pl.col("html").str.to_uppercase(), to="text"))
    assert shouted["html"].to_list() == ["ONE\n", None, "TWO\n"]


def test_pandas_keeps_its_index() -> None:
    pd = engine("pandas")
    import unmangle.pandas

    pages = pd.DataFrame({"html": ["< p >One</ p >", "<p>Two"], "section": ["x", "y"]}, index=[5, 9])
    cleaned = unmangle.pandas.clean_frame(pages, keep=["section"])
    assert list(cleaned.index) == [5, 9]
    assert list(cleaned["text"]) == ["One\n", "Two\n"] and list(cleaned["section"]) == ["x", "y"]


def test_duckdb_reads_what_the_command_line_writes(warcs: list[str], expected: Lines, tmp_path: Path) -> None:
    duckdb = engine("duckdb")
    from conftest import command

    path = tmp_path / "clean.parquet"
    assert command(*warcs, "-o", path, "--quiet").returncode == 0
    found = duckdb.sql(f"SELECT id, text FROM '{path}'").fetchall()
    assert dict(found) == {id: line["text"] for id, line in expected.items()}


def test_the_archives_hold_the_hostile_documents(expected: Lines) -> None:
    urls = json.dumps([line["url"] for line in expected.values()])
    assert all(name.replace(" ", "-")[:5] in urls for name, _ in archive.hostile()[:5])
    assert len(archive.hostile()) > 80
