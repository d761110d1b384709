"""What documents cost in each engine, in seconds of processor time.

    python bench/rates.py make archives/ pages/*.html      two web archives of a folder's pages
    python bench/rates.py table archives/*.warc.gz         every engine that is installed
    python bench/rates.py table --only loop,command archives/*.warc.gz

Each engine runs twice in a process of its own, once with a function that hands documents back as
they are and once with unmangle, with two workers on this machine. What is compared is the
processor time of the process and everything it started, so that a busy machine does little harm.
`net` is the difference of the two runs; `over` is how much of it is not the command line's own net
time: its time less that of reading the archives.
"""

from __future__ import annotations

import ctypes
import gzip
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
PR_SET_CHILD_SUBREAPER = 36


def records(paths: list[str]) -> Iterator[Any]:
    import unmangle

    for path in paths:
        yield from unmangle.read(path)


def reading(paths: list[str], clean: bool) -> int:
    return sum(1 for _ in records(paths))


def loop(paths: list[str], clean: bool) -> int:
    import unmangle

    cleaner, count = unmangle.Cleaner(), 0
    for record in records(paths):
        payload = record.payload
        if clean:
            cleaner.clean_record(record)
        count += len(payload) > 0
    return count


def arrow(paths: list[str], clean: bool) -> int:
    import unmangle

    count = 0
    for path in paths:
        for batch in unmangle.read_batches(path):
            count += (unmangle.clean_batch(batch) if clean else batch).num_rows
    return count


def command(paths: list[str], clean: bool) -> int:
    line = [sys.executable, "-m", "unmangle", *paths, "-j", "2", "--quiet", "-o", "/tmp/rates.jsonl"]
    if clean:
        subprocess.run(line, check=True)
        os.remove("/tmp/rates.jsonl")
        return 0
    return reading(paths, clean)


def pool(paths: list[str], clean: bool) -> int:
    import multiprocessing

    import unmangle

    work: Callable[[Any], Any] = unmangle.Cleaner().clean_record if clean else _same
    with multiprocessing.Pool(2) as workers:
        return sum(1 for _ in workers.imap(work, records(paths), chunksize=16))


def _same(thing: Any) -> Any:
    return thing


def spark(paths: list[str], clean: bool) -> int:
    import unmangle.spark
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
        .config("spark.driver.memory", "3g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    pages = unmangle.spark.read(session, paths)
    frame = unmangle.spark.clean_df(pages) if clean else pages.mapInArrow(_same, pages.schema)
    frame.write.format("noop").mode("overwrite").save()
    session.stop()
    return 0


def ray(paths: list[str], clean: bool) -> int:
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    import ray as engine
    import unmangle.ray

    engine.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    pages = unmangle.ray.read(paths)
    if clean:
        dataset = unmangle.ray.clean_dataset(pages)
    else:
        dataset = pages.map_batches(_same, batch_format="pyarrow", batch_size=256, zero_copy_batch=True)
    for _ in dataset.iter_internal_ref_bundles():
        pass
    engine.shutdown()
    return 0


def dask(paths: list[str], clean: bool) -> int:
    import unmangle.dask

    bag = unmangle.dask.clean_files(paths) if clean else unmangle.dask.read(paths)
    return int(bag.count().compute(scheduler="processes", num_workers=2))


def datatrove(paths: list[str], clean: bool) -> int:
    import tempfile

    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.filters import LambdaFilter
    from unmangle.datatrove import UnmangleExtractor, WarcBytesReader

    folder = str(Path(paths[0]).parent)
    step = UnmangleExtractor() if clean else LambdaFilter(bool)
    with tempfile.TemporaryDirectory() as logs:
        reader = WarcBytesReader(folder, glob_pattern="*.warc.gz")
        LocalPipelineExecutor([reader, step], tasks=2, workers=2, logging_dir=logs).run()
    return 0


def trafilatura(paths: list[str], clean: bool) -> int:
    from trafilatura import extract

    count = 0
    for record in records(paths):
        if clean:
            extract(record.payload, output_format="markdown", include_formatting=True, include_links=True)
        count += 1
    return count


def resiliparse(paths: list[str], clean: bool) -> int:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    count = 0
    for record in records(paths):
        if clean:
            payload = record.payload
            tree = HTMLTree.parse_from_bytes(payload, detect_encoding(payload) or "utf-8")
            extract_plain_text(tree, main_content=True)
        count += 1
    return count


ENGINES = [command, loop, arrow, pool, dask, spark, ray, datatrove, trafilatura, resiliparse]


def measure(name: str, paths: list[str], clean: bool) -> tuple[float, float]:
    """Processor time and time of a run, with everything it starts."""
    before, begun = _children(), time.monotonic()
    line = [sys.executable, str(HERE), "run", name, "clean" if clean else "same", *paths]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    elapsed = time.monotonic() - begun
    # What outlived its parents is ours to wait for.
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return _children() - before, elapsed


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table(paths: list[str], only: list[str]) -> None:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    sizes = [len(record.payload) for record in records(paths)]
    megabytes = sum(sizes) / 1e6
    print(f"{len(sizes)} documents, {megabytes:.1f} MB, in {len(paths)} archives\n")
    print("| engine | identity, s | unmangle, s | net, s | over | documents/s | MB/s |")
    print("|---|---|---|---|---|---|---|")
    base = None
    for engine in ENGINES:
        name = engine.__name__
        if only and name not in only:
            continue
        try:
            same, _ = measure(name, paths, clean=False)
            whole, _ = measure(name, paths, clean=True)
        except subprocess.CalledProcessError as error:
            print(f"| {name} | {error.stderr.decode().strip().splitlines()[-1]} |")
            continue
        net = whole - same
        base = net if name == "command" else base
        over = f"{100 * (net / base - 1):+.0f} %" if base else ""
        rates = f"{len(sizes) / whole:.0f} | {megabytes / whole:.1f}"
        print(f"| {name} | {same:.1f} | {whole:.1f} | {net:.1f} | {over} | {rates} |", flush=True)


def make(folder: Path, pages: list[str]) -> None:
    sys.path.insert(0, str(HERE.parents[1] / "tests"))
    import archive

    found = []
    for page in map(Path, pages):
        data = page.read_bytes()
        found.append((page.name, gzip.decompress(data) if page.suffix == ".gz" else data))
    folder.mkdir(parents=True, exist_ok=True)
    for part in range(2):
        (folder / f"{part}.warc.gz").write_bytes(archive.warc(found[part::2], labels=False))


def main() -> None:
    task, *rest = sys.argv[1:]
    if task == "make":
        make(Path(rest[0]), rest[1:])
    elif task == "run":
        next(e for e in ENGINES if e.__name__ == rest[0])(rest[2:], rest[1] == "clean")
    else:
        only = rest[1].split(",") if rest[0] == "--only" else []
        table(rest[2:] if only else rest, only)


if __name__ == "__main__":
    main()
