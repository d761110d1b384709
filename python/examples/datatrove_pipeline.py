"""Web archives through datatrove: pages, a filter by address, Markdown, a filter by quality, JSON Lines.

    python examples/datatrove_pipeline.py clean/ crawl/ [tasks]
"""

import sys

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.filters import LambdaFilter
from datatrove.pipeline.writers import JsonlWriter
from unmangle.datatrove import UnmangleExtractor, WarcBytesReader


def is_secure(document: Document) -> bool:
    return str(document.metadata["url"]).startswith("https:")


def is_long(document: Document) -> bool:
    return len(document.text.split()) >= 20


def main(output: str, folder: str, tasks: int = 2) -> None:
    pipeline = [
        WarcBytesReader(folder, glob_pattern="*.warc.gz"),
        LambdaFilter(is_secure),
        UnmangleExtractor(),
        LambdaFilter(is_long),
        JsonlWriter(output),
    ]
    LocalPipelineExecutor(pipeline, tasks=tasks, workers=min(tasks, 2)).run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 2)
