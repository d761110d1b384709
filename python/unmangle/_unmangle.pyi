from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from typing import Any, Protocol, Unpack, final, overload

import pyarrow
from typing_extensions import Buffer

from .types import (
    BinaryFile,
    CleanRecord,
    Document,
    Format,
    Kind,
    Metadata,
    Options,
    Removed,
    Repair,
    Warning,
)

class ArrowArrayExportable(Protocol):
    """A record batch of pyarrow or of any library with the Arrow C data interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class ArrowStreamExportable(Protocol):
    """A table or a data frame of any library with the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class Error(Exception):
    """A document could not be cleaned or read."""

class InputTooLarge(Error):
    """A document has more bytes than `max_document`."""

class UnknownEncoding(Error):
    """No encoding goes by the `charset` given."""

class InternalError(Error):
    """Cleaning this document met a defect of unmangle; other documents are not concerned."""

class ReadError(Error):
    """A record of an archive could not be read."""

@final
class Cleaner:
    """Cleans documents with one set of options; can be pickled and used by many threads at once.

    The options are `repair`, `disable`, `assume`, `min_confidence`, `extract`, `favor`,
    `no_title`, `select`, `drop`, `phrases`, `words`, `repeat_spanned_cells`, `heading`,
    `bullet`, `emphasis`, `strong`, `preset`, `dialect`, `links`, `images`, `tables`, `marks`,
    `line_break`, `fence`, `heading_offset`, `no_autolinks`, `width`,
    `front_matter`, `fragment` and `max_document`; `unmangle.types.Options` says what each does.
    """

    def __new__(cls, **options: Unpack[Options]) -> Cleaner: ...
    @property
    def options(self) -> Options:
        """The options, as keyword arguments of the class."""
    def clean(
        self, input: Buffer | str, *, url: str | None = None, charset: str | None = None
    ) -> Cleaned:
        """Cleans one document; see `unmangle.clean`."""
    def clean_record(self, record: Record, *, to: Format = "markdown") -> CleanRecord:
        """Cleans a record of an archive; gives what the command line writes as a line of JSON Lines."""
    @overload
    def clean_batch(
        self,
        batch: ArrowArrayExportable,
        column: str = "html",
        *,
        to: Format = "markdown",
        url: str = "url",
        charset: str = "charset",
        keep: Sequence[str] = (),
        threads: int = 1,
    ) -> pyarrow.RecordBatch: ...
    @overload
    def clean_batch(
        self,
        batch: ArrowStreamExportable,
        column: str = "html",
        *,
        to: Format = "markdown",
        url: str = "url",
        charset: str = "charset",
        keep: Sequence[str] = (),
        threads: int = 1,
    ) -> pyarrow.Table:
        """Cleans a column of an Arrow record batch or table, in order, a row for each row.

        `column` holds strings or binaries, and is read where it is, without a copy. The columns of
        the output are those of `unmangle.schema()`: those of the record that the command line
        writes, and `error`, which says why a document was not cleaned; all that was made of it
        is null then, and the batch goes on. `id`, `source`, `member`, `offset`, `date`, `title` and
        `authors` are taken from the input's columns of these names, as far as there are; a row
        without `id` goes by its address.

        `to` is the format of `text`. `url` and `charset` name the columns of addresses and of the
        transport's encoding labels. The columns in `keep` are handed on behind the others.
        `threads` is how many documents are worked on at once; inside an engine that runs a task
        on each core, leave it at 1.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Cleaned:
    """A cleaned document. Each form is written when it is first asked for."""

    @property
    def markdown(self) -> str:
        """The document as Markdown: CommonMark with the tables, strikethrough, task lists and
        footnotes of GFM."""
    @property
    def text(self) -> str:
        """The document as plain text, without any markup."""
    @property
    def html(self) -> str:
        """The document as semantic HTML that is safe to show."""
    @property
    def document(self) -> Document:
        """The block model, the metadata and the report, as `to_json` writes them."""
    @property
    def metadata(self) -> Metadata:
        """What is known of the document."""
    @property
    def repairs(self) -> list[Repair]:
        """Every repair, in the order of the input."""
    @property
    def removed(self) -> list[Removed]:
        """Visible text that is not in the output, and why."""
    @property
    def warnings(self) -> list[Warning]:
        """What else a reader should know."""
    @property
    def encoding(self) -> str:
        """The name of the encoding the input was read in."""
    def render(self, to: Format) -> str:
        """The document in a format: `markdown`, `text`, `json` or `html`."""
    def to_json(self) -> str:
        """The document as one line of JSON."""

@final
class Record:
    """A document and what its container says of it; can be pickled."""

    def __new__(
        cls,
        payload: Sequence[int] | bytes,
        *,
        id: str = "",
        source: str = "",
        member: str | None = None,
        offset: int | None = None,
        url: str | None = None,
        date: str | None = None,
        title: str | None = None,
        authors: Sequence[str] = (),
        media_type: str | None = None,
        status: int | None = None,
        charset: str | None = None,
    ) -> Record: ...
    @property
    def payload(self) -> bytes:
        """The document."""
    @property
    def id(self) -> str:
        """Names the document in its container."""
    @property
    def source(self) -> str:
        """The file it was found in."""
    @property
    def member(self) -> str | None:
        """The member of that file, if it is an archive of files; members of members behind a `!`."""
    @property
    def offset(self) -> int | None:
        """Where in that input, in bytes; for compressed web archives, where its member starts."""
    @property
    def url(self) -> str | None:
        """Where it came from."""
    @property
    def date(self) -> str | None:
        """When, as its container writes it."""
    @property
    def title(self) -> str | None:
        """The title its container gives."""
    @property
    def authors(self) -> list[str]:
        """The authors its container gives."""
    @property
    def media_type(self) -> str | None:
        """The media type, without parameters, in lower case."""
    @property
    def status(self) -> int | None:
        """The status of the HTTP response."""
    @property
    def charset(self) -> str | None:
        """The encoding label that the transport gave."""

@final
class Records(Iterator[Record | ReadError]):
    def __next__(self) -> Record | ReadError: ...

@final
class Batches(Iterator[tuple[pyarrow.RecordBatch, list[ReadError]]]):
    def __next__(self) -> tuple[pyarrow.RecordBatch, list[ReadError]]: ...

def records(
    path: str | PathLike[str],
    file: BinaryFile | None = None,
    kind: Kind | None = None,
    field: str | None = None,
    id_field: str | None = None,
) -> Records: ...
def batches(
    path: str | PathLike[str],
    file: BinaryFile | None = None,
    kind: Kind | None = None,
    field: str | None = None,
    id_field: str | None = None,
    rows: int = 256,
) -> Batches: ...
def columns() -> pyarrow.Schema: ...
def rules() -> Iterable[tuple[str, str]]: ...
def main(arguments: Sequence[str]) -> int: ...
