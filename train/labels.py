"""Says of every block of a set's pages how much of it stands in the text that people kept.

    labels.py SET FOLDER

SET holds gold.jsonl, FOLDER what `training::dump` wrote of its pages; labels.npz is put beside it.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from rapidfuzz.distance import LCSseq

# In scripts without spaces each character is a word.
WIDE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[{WIDE}]|[^\W{WIDE}]+")
# How sure snippets are, compared with a page's whole text.
SNIPPET = 0.3


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
    hits = np.bincount(owner[matched], minlength=len(blocks)).astype(float)
    counts = np.array([len(block) for block in tokens], float)
    share = hits / np.maximum(counts, 1)
    # A block that stands in the gold text word for word, yet was aligned with another copy of it.
    text = " " + " ".join(wanted) + " "
    copies = np.array([len(b) >= 3 and " " + " ".join(b) + " " in text for b in tokens], bool)
    # Which of two copies people kept is not known.
    return share, counts, np.where(copies & (share < 0.5), 0.0, 1.0)


def mask(share, counts, sure, is_optional):
    """Takes out what golds leave out by their own rules: headlines, captions, code in the article."""
    good = np.flatnonzero((share > 0.6) & (counts >= 6))
    if len(good):
        inside = np.zeros(len(share), bool)
        inside[max(good[0] - 4, 0) : good[-1] + 2] = True
        sure[inside & is_optional & (share < 0.5)] = 0.0


def fold_space(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def label_snippets(blocks, row):
    """Blocks that hold a snippet which is to stand in the text, or is not to."""
    counts = np.array([len(words(block)) for block in blocks], float)
    share, sure = np.zeros(len(blocks)), np.zeros(len(blocks))
    for wanted, snippets in ((0.0, row["without"]), (1.0, row["with"])):
        for snippet in map(fold_space, snippets):
            for index, block in enumerate(blocks):
                if snippet and snippet in block:
                    share[index], sure[index] = wanted, SNIPPET
    return share, counts, sure


def site(set_name, row):
    """Pages of one site go into one fold."""
    host = urlsplit(row.get("url") or "").hostname or ""
    if set_name == "fundus-news":
        return "_".join(str(row["id"]).split("_")[:2])
    parts = host.removeprefix("www.").split(".")
    short = len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
    return ".".join(parts[-3:] if short else parts[-2:]) or str(row["id"])


def main(set_folder, out_folder):
    set_folder, out = Path(set_folder), Path(out_folder)
    gold = {}
    for line in open(set_folder / "gold.jsonl", encoding="utf-8"):
        row = json.loads(line)
        gold[str(row["id"])] = row
    names = (out / "names.txt").read_text().split("\n")
    features = np.fromfile(out / "features.f32", np.float32).reshape(-1, len(names))
    column = {name: index for index, name in enumerate(names)}
    found = {key: [] for key in ("share", "words", "sure", "page")}
    ids, sites, kinds = [], [], []
    start = 0
    for line in open(out / "blocks.jsonl", encoding="utf-8"):
        row = json.loads(line)
        wanted, blocks = gold[row["id"]], row["blocks"]
        rows = features[start : start + len(blocks)]
        start += len(blocks)
        if "text" in wanted:
            share, counts, sure = label_page(blocks, wanted["text"])
            is_optional = (rows[:, column["in.caption"]] + rows[:, column["in.pre"]] > 0) | (
                rows[:, column["fact.title"]] > 0.8
            )
            mask(share, counts, sure, is_optional)
        else:
            share, counts, sure = label_snippets(blocks, wanted)
        for key, value in (("share", share), ("words", counts), ("sure", sure)):
            found[key].append(value)
        found["page"].append(np.full(len(blocks), len(ids)))
        ids.append(row["id"])
        sites.append(site(set_folder.name, wanted))
        kinds.append(wanted.get("type") or "article")
    found = {key: np.concatenate(values) for key, values in found.items()}
    np.savez(out / "labels.npz", ids=np.array(ids), site=np.array(sites), kind=np.array(kinds), **found)


if __name__ == "__main__":
    main(*sys.argv[1:])
