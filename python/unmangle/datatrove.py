"""unmangle in datatrove's pipelines.

>>> from datatrove.executor import LocalPipelineExecutor
>>> from datatrove.pipeline.writers import JsonlWriter
>>> from unmangle.datatrove import UnmangleExtractor, WarcBytesReader
>>> LocalPipelineExecutor(
...     [WarcBytesReader("crawl/"), UnmangleExtractor(), JsonlWriter("clean/")], tasks=2, workers=2
... ).run()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.pipeline.readers.warc import WarcReader
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from . import Cleaned, Cleaner, Error, UnknownEncoding
from . import read as read_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    from datatrove.data import Document, DocumentsPipeline

    from .types import Format, Options

__all__ = ["UnmangleExtractor", "WarcBytesReader"]

BYTES = "unmangle_bytes"
"""The metadata that says that a document's text holds a byte in each of its characters."""


class WarcBytesReader(WarcReader):
    """Reads web archives as datatrove's `WarcReader` does, but keeps their bytes.

    `WarcReader` decodes pages by a guess and drops those that the guess does not fit. Here the text
    of a document holds its bytes, each as the character of the same number (Latin-1), and the
    metadata the encoding label of the HTTP response; `UnmangleExtractor` decodes them together.
    Filters between the two see the markup, with characters beyond ASCII undecoded.

    The arguments are those of `WarcReader`; compression is told by content.
    """

    name = "🕷 Warc bytes"
    _requires_dependencies: list[Any] = []

    def read_file(self, filepath: str) -> Iterator[Document]:
        with self.data_folder.open(filepath, "rb") as file:
            for number, record in enumerate(read_file(filepath, file)):
                with self.track_time():
                    data = {
                        "text": record.payload.decode("latin-1"),
                        "id": record.id,
                        "url": record.url,
                        "date": record.date,
                        "offset": record.offset,
                        "charset": record.charset,
                        BYTES: True,
                    }
                    document = self.get_document_from_dict(data, filepath, number)
                if document:
                    yield document


class UnmangleExtractor(BaseExtractor):
    """Turns pages into Markdown or text, in the process of the task.

    Takes documents of `WarcBytesReader` and of any other reader. Limits are counts, not clocks:
    there is no timeout, so that the same input gives the same output on any machine. With
    `metadata`, what is found of title, authors, dates and language joins the document's metadata,
    under keys that begin with `page_`.
    """

    name = "🧹 unmangle"

    def __init__(
        self,
        *,
        to: Format = "markdown",
        metadata: bool = True,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(timeout=0)
        self.cleaner = Cleaner(**options)
        self.to = to
        self.metadata = metadata

    def extract(self, text: str) -> str:
        """The text of a page that is decoded already."""
        return self.cleaner.clean(text).render(self.to)

    def run(
        self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1
    ) -> DocumentsPipeline:
        """Cleans each document; one that cannot be is dropped and counted as `clean_error`."""
        for document in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                try:
                    cleaned = self._clean(document)
                except Error as error:
                    self.stat_update("clean_error")
                    logger.warning(f"{document.id}: {error}")
                    continue
                document.text = cleaned.render(self.to)
                if self.metadata:
                    document.metadata |= _known(cleaned)
                self.stat_update("extracted")
            if document.text:
                self.stat_update(StatHints.forwarded)
                self.update_doc_stats(document)
                yield document
            else:
                self.stat_update(StatHints.dropped)

    def _clean(self, document: Document) -> Cleaned:
        metadata = document.metadata
        url = metadata.get("url")
        if not metadata.pop(BYTES, False):
            return self.cleaner.clean(document.text, url=url)
        payload = document.text.encode("latin-1")
        try:
            return self.cleaner.clean(payload, url=url, charset=metadata.get("charset"))
        except UnknownEncoding:
            # A label that no one knows is the transport's mistake, not the document's.
            return self.cleaner.clean(payload, url=url)


def _known(cleaned: Cleaned) -> dict[str, Any]:
    known = dict(cleaned.metadata)
    keys = ("title", "authors", "published", "modified", "language")
    return {f"page_{key}": known[key] for key in keys if known.get(key)}
