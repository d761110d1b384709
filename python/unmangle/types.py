"""What the dictionaries hold that unmangle takes and gives.

The keys are those of the JSON that the command line writes with `--to json`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NotRequired, Protocol, TypedDict

Format = Literal["markdown", "text", "json", "html"]
"""What a document is written as."""

Kind = Literal[
    "document", "warc", "jsonl", "json", "csv", "tsv", "mail", "mbox", "feed", "zip", "tar", "parquet"
]
"""What an input is."""

Confidence = Literal["possible", "likely", "certain"]
"""How sure a repair is."""


class BinaryFile(Protocol):
    """An open binary file."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class Options(TypedDict, total=False):
    """The options of `Cleaner`; names and values are those of the command line."""

    repair: Literal["on", "off"]
    """Off, the input is read as a browser would read it. Default: `on`."""
    disable: Iterable[str]
    """Rules that are not applied; see `unmangle.rules`. Default: none."""
    assume: Literal["auto", "sound", "damaged"]
    """What is known of the documents: `sound` lets only sure repairs be made, `damaged` also those of a
    single doubtful place. Default: `auto`, nothing is known."""
    min_confidence: Confidence
    """Repairs less sure than this are not made. Default: `possible`, all of them."""
    extract: Literal["auto", "always", "never"]
    """When the article is looked for in the page. Default: `auto`, in whole pages."""
    favor: Literal["balance", "precision", "recall"]
    """Which mistake extraction should rather make. Default: `balance`."""
    no_title: bool
    """Whether Markdown and HTML of a page begin without its headline. Default: False."""
    select: Iterable[str]
    """CSS selectors of what the text is; nothing else of a page is looked at. Default: none."""
    drop: Iterable[str]
    """CSS selectors of what never belongs to the text. Default: none."""
    phrases: Iterable[str]
    """Boilerplate: lines and blocks that say nothing but this are left out. Default: none."""
    words: Iterable[str]
    """Names and terms that are words, whatever the word lists say. Default: none."""
    repeat_spanned_cells: bool
    """Whether the text of a cell that covers several stands in each of them. Default: False."""
    heading: Literal["atx", "setext"]
    """How Markdown headings are marked. Default: `atx`."""
    bullet: Literal["dash", "asterisk", "plus"]
    """The bullet of Markdown lists. Default: `dash`."""
    emphasis: Literal["asterisk", "underscore"]
    """The character of Markdown emphasis. Default: `asterisk`."""
    strong: Literal["asterisk", "underscore"]
    """The character of strong Markdown emphasis. Default: `asterisk`."""
    preset: Literal["llm", "archive"]
    """Options of writing for a purpose, to begin with; those named beside it count. Default: none."""
    dialect: Literal["commonmark", "gfm", "obsidian"]
    """What Markdown is written for. Default: `gfm`."""
    links: Literal["inline", "reference", "text", "none"]
    """Where Markdown gives the addresses of links, if at all. Default: `inline`."""
    images: Literal["keep", "alt", "none"]
    """Whether images are kept, or what stands for them. Default: `keep`."""
    tables: Literal["gfm", "html", "infer-header", "list"]
    """How Markdown writes tables. Default: `gfm`."""
    marks: Literal["none", "html"]
    """How Markdown writes marked, inserted and underlined text. Default: `none`."""
    line_break: Literal["backslash", "spaces"]
    """How Markdown breaks lines. Default: `backslash`."""
    fence: Literal["backtick", "tilde"]
    """The character of Markdown code fences. Default: `backtick`."""
    heading_offset: int
    """So many levels are added to the headings'. Default: 0."""
    no_autolinks: bool
    """Whether addresses that are their own text are written as links. Default: False."""
    width: int | None
    """How many characters a line of a Markdown paragraph has at most. Default: None, any number."""
    front_matter: bool
    """Markdown begins with what is known of the document, as YAML. Default: False."""
    fragment: bool
    """HTML is what stands for the text, not a page of its own. Default: False."""
    max_document: int
    """Documents of more bytes are refused. Default: 64 MiB."""


class Span(TypedDict):
    """A half-open range of bytes of the input."""

    start: int
    end: int


class Repair(TypedDict):
    """One change to the input."""

    rule: str
    span: Span
    before: str
    after: str
    confidence: Confidence
    kind: Literal["text", "bytes", "structure"]
    layer: NotRequired[int]
    at: NotRequired[Span]
    hex: NotRequired[str]


class Removed(TypedDict):
    """Visible text that is not in the output, and why."""

    span: Span
    reason: str


class Warning(TypedDict):
    """Something a reader of the report should know."""

    kind: str
    limit: NotRequired[int]
    encoding: NotRequired[str]


class RecordMetadata(TypedDict):
    """What a page says of itself, as a record has it."""

    title: str | None
    authors: list[str]
    published: str | None
    modified: str | None
    section: str | None
    tags: list[str]
    description: str | None
    language: str | None
    url: str | None
    site: str | None
    image: str | None


class Metadata(RecordMetadata):
    """What is known of a document, and where each part of it was found; None or empty for what is not."""

    origins: list[tuple[str, str]]


class Profile(TypedDict):
    """How damaged a document is."""

    broken_tags: int
    broken_char_refs: int
    sound_tags: int


class Input(TypedDict):
    """What the input was."""

    bytes: int
    hash: NotRequired[str]


class Layer(TypedDict):
    """A step from the input to the repaired input: start, end and new length of each edit."""

    kind: Literal["bytes", "text", "tags", "containers", "prose"]
    edits: list[list[int]]


class Report(TypedDict):
    """Everything that was done to a document."""

    repairs: list[Repair]
    removed: list[Removed]
    warnings: list[Warning]
    profile: Profile
    encoding: str
    input: Input
    layers: list[Layer]


class Inline(TypedDict):
    """A piece of running text; which keys there are goes by its `type`."""

    type: Literal[
        "text",
        "emphasis",
        "strong",
        "strikethrough",
        "superscript",
        "subscript",
        "code",
        "link",
        "image",
        "footnote-ref",
        "math",
        "line-break",
    ]
    text: NotRequired[str]
    tex: NotRequired[str]
    label: NotRequired[str]
    url: NotRequired[str]
    title: NotRequired[str]
    alt: NotRequired[str]
    content: NotRequired[list[Inline]]


class Item(TypedDict):
    """An item of a list."""

    checked: NotRequired[bool]
    blocks: list[Block]


class Definition(TypedDict):
    """Terms and what they mean."""

    terms: list[list[Inline]]
    definitions: list[list[Block]]


class Block(TypedDict):
    """A block; which keys there are goes by its `type`."""

    type: Literal[
        "heading",
        "paragraph",
        "quote",
        "list",
        "table",
        "code",
        "math",
        "thematic-break",
        "figure",
        "details",
        "definition-list",
    ]
    span: Span
    level: NotRequired[int]
    content: NotRequired[list[Inline]]
    blocks: NotRequired[list[Block]]
    ordered: NotRequired[bool]
    start: NotRequired[int]
    tight: NotRequired[bool]
    items: NotRequired[list[Item]]
    caption: NotRequired[list[Inline]]
    alignments: NotRequired[list[Literal["left", "center", "right"] | None]]
    header: NotRequired[list[list[Block]] | None]
    rows: NotRequired[list[list[list[Block]]]]
    language: NotRequired[str]
    text: NotRequired[str]
    tex: NotRequired[str]
    summary: NotRequired[list[Inline]]
    definitions: NotRequired[list[Definition]]


class Footnote(TypedDict):
    """A note that the text refers to by its label."""

    label: str
    blocks: list[Block]


class Document(TypedDict):
    """A document: metadata, blocks, the notes they refer to, and what was done.

    `inlines` are the places of inline content in the input, in the order of the document.
    """

    version: int
    metadata: Metadata
    blocks: list[Block]
    footnotes: list[Footnote]
    inlines: list[list[int]]
    report: Report


class RuleCount(TypedDict):
    """How often a rule repaired something."""

    rule: str
    count: int


class ReasonCount(TypedDict):
    """How many parts were left out for a reason."""

    reason: str
    count: int


class RecordWarning(TypedDict):
    """What else to know of a document."""

    kind: str
    detail: str | None


class KeptField(TypedDict):
    """A field of the input that was kept."""

    name: str
    value: str


class CleanRecord(TypedDict):
    """A line of the command line's JSON Lines: the columns that docs/records.md tells of."""

    schema: int
    tool: str
    options: str
    id: str
    source: str
    member: str | None
    offset: int
    url: str | None
    date: str | None
    date_original: str | None
    title: str | None
    language: str | None
    metadata: RecordMetadata
    format: str
    text: str
    sha256: str
    encoding: str
    bytes: int
    repairs: list[RuleCount]
    removed: list[ReasonCount]
    warnings: list[RecordWarning]
    kept: list[KeptField]
