"""A program that type checkers read: what users write, with the types that they may expect."""

from typing import assert_type

import unmangle
from unmangle.types import Block, CleanRecord, Repair

cleaned = unmangle.clean(b"<p>One", url="https://example.org/", extract="always", width=80)
assert_type(cleaned, unmangle.Cleaned)
assert_type(cleaned.markdown, str)
assert_type(cleaned.document["blocks"], list[Block])
assert_type(cleaned.repairs, list[Repair])
title: str | None = cleaned.metadata["title"]

cleaner = unmangle.Cleaner(disable=["word-split"], bullet="plus")
for record in unmangle.read("pages.jsonl", kind="jsonl", field="body"):
    assert_type(record, unmangle.Record)
    assert_type(cleaner.clean_record(record, to="text"), CleanRecord)

unmangle.clean("a", bullet="star")  # type: ignore[arg-type]
unmangle.clean("a", colour="red")  # type: ignore[call-arg]
unmangle.clean(1)  # type: ignore[arg-type]
