"""Says of every block of a page how much of it stands in the text that people kept of it."""

import json
import re
import sys

import numpy as np
from rapidfuzz.distance import LCSseq

WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall(text.lower())


def label_page(blocks, gold):
    """The share of each block's words that is aligned with the gold text, and their number."""
    tokens = [words(block) for block in blocks]
    page = [word for block in tokens for word in block]
    wanted = words(gold)
    owner = np.repeat(np.arange(len(blocks)), [len(block) for block in tokens])
    matched = np.ones(len(page), bool)
    for edit in LCSseq.editops(page, wanted):
        if edit.tag == "delete":
            matched[edit.src_pos] = False
    # Words that match alone, between words that do not, match by chance.
    hits = np.bincount(owner[matched], minlength=len(blocks)).astype(float)
    counts = np.array([len(block) for block in tokens], float)
    share = hits / np.maximum(counts, 1)
    # A block that stands in the gold text word for word, yet was aligned with another copy of it.
    text = " " + " ".join(wanted) + " "
    copies = np.array([len(b) >= 3 and " " + " ".join(b) + " " in text for b in tokens], bool)
    return share, counts, copies & (share < 0.5)


def main(blocks_file, gold_file, out_file):
    gold = {}
    for line in open(gold_file, encoding="utf-8"):
        row = json.loads(line)
        gold[row["id"]] = row
    shares, counts, copies, pages = [], [], [], []
    ids = []
    for line in open(blocks_file, encoding="utf-8"):
        row = json.loads(line)
        share, count, copy = label_page(row["blocks"], gold[row["id"]]["text"])
        shares.append(share)
        counts.append(count)
        copies.append(copy)
        pages.append(np.full(len(share), len(ids)))
        ids.append(row["id"])
    np.savez(
        out_file,
        share=np.concatenate(shares),
        words=np.concatenate(counts),
        copy=np.concatenate(copies),
        page=np.concatenate(pages),
        ids=np.array(ids),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
