"""A web archive to JSON Lines on all processors, with nothing but the standard library.

    python examples/multiprocessing_warc.py articles.jsonl crawl.warc.gz

The lines stand in the order of the archive. `python -m unmangle crawl.warc.gz -o articles.jsonl` does the
same with threads; this is for programs that do more with each document.
"""

import json
import multiprocessing
import os
import sys
from typing import Any

import unmangle

CLEANER = unmangle.Cleaner()


def clean(record: unmangle.Record) -> dict[str, Any]:
    try:
        return dict(CLEANER.clean_record(record))
    except unmangle.Error as error:
        return {"id": record.id, "error": str(error)}


def main(output: str, paths: list[str]) -> None:
    records = (record for path in paths for record in unmangle.read(path))
    # The environment holds the number where an allotment is smaller than the machine.
    workers = int(os.environ.get("WORKERS", os.cpu_count() or 1))
    with multiprocessing.Pool(workers) as pool, open(output, "w", encoding="utf-8") as file:
        for line in pool.imap(clean, records, chunksize=16):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
