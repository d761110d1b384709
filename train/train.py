"""Trains the model of blocks and judges it by cross-validation. See README.md."""

import argparse
import json
import struct
import tempfile
import zlib
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, Pool

FOLDS = 5
# Pages with so few words of content weigh as if they had more.
LEAST_WORDS = 50
# Of short blocks that nobody kept, menus most of all, so many are enough.
SAMPLE = 0.35
SETTINGS = dict(
    iterations=300,
    depth=6,
    learning_rate=0.13,
    l2_leaf_reg=5,
    border_count=32,
    rsm=0.25,
    bootstrap_type="Bernoulli",
    subsample=0.7,
    boosting_type="Plain",
    loss_function="CrossEntropy",
    random_seed=1,
    thread_count=2,
    allow_writing_files=False,
    verbose=False,
)


class Data:
    """Features, labels and weights of every block of some sets; pages and their folds."""

    def __init__(self, folders):
        features, share, weight, page, fold = [], [], [], [], []
        self.names, self.ids, self.sizes = None, [], []
        for folder in map(Path, folders):
            names = (folder / "names.txt").read_text().split("\n")
            assert self.names in (None, names), f"{folder} has other features"
            self.names = names
            labels = np.load(folder / "labels.npz")
            features.append(
                np.fromfile(folder / "features.f32", dtype=np.float32).reshape(-1, len(names))
            )
            pages = len(labels["ids"])
            words, own = labels["words"], labels["page"]
            wanted = np.bincount(own, words * labels["share"] * (labels["sure"] > 0), pages)
            wanted = np.maximum(wanted, LEAST_WORDS)
            share.append(labels["share"])
            weight.append(np.minimum(words / wanted[own], 1) ** 0.7 * labels["sure"])
            page.append(own + len(self.ids))
            folds = np.array([zlib.crc32(site.encode()) % FOLDS for site in labels["site"]])
            fold.append(folds[own])
            self.ids += [(folder.name, str(name)) for name in labels["ids"]]
            self.sizes.append(len(own))
        self.features = np.concatenate(features)
        self.share, self.weight = np.concatenate(share), np.concatenate(weight)
        self.page, self.fold = np.concatenate(page), np.concatenate(fold)


def fit(data, rows):
    rare = (data.share < 0.1) & (data.weight < 0.05)
    chance = np.random.RandomState(3).random(len(rare))
    rows = np.flatnonzero(rows & (data.weight > 0) & ~(rare & (chance > SAMPLE)))
    weight = np.where(rare, data.weight / SAMPLE, data.weight)[rows]
    model = CatBoostClassifier(**SETTINGS)
    return model.fit(Pool(data.features[rows], data.share[rows], weight=weight))


def cross_validate(data):
    """The probability of every block by a model that has not seen its site."""
    found = np.zeros(len(data.share), np.float32)
    for fold in range(FOLDS):
        held = data.fold == fold
        found[held] = fit(data, ~held).predict_proba(data.features[held])[:, 1]
    return found


def fnv(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def pack(model, names):
    """The model in the form that src/extract/model.rs describes."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        model.save_model(file.name, format="json")
        trees = json.load(open(file.name))
    borders = {}
    for tree in trees["oblivious_trees"]:
        for split in tree["splits"]:
            borders.setdefault(split["float_feature_index"], set()).add(split["border"])
    columns = sorted(borders)
    borders = {column: sorted(borders[column]) for column in columns}
    scale, bias = trees["scale_and_bias"][0], trees["scale_and_bias"][1][0]
    largest = max(abs(leaf) for tree in trees["oblivious_trees"] for leaf in tree["leaf_values"])
    unit = largest * scale / 32767
    out = struct.pack("<IffHH", fnv("".join(n + "\n" for n in names)), bias, unit, len(columns),
                      len(trees["oblivious_trees"]))
    for column in columns:
        out += struct.pack(f"<HB{len(borders[column])}f", column, len(borders[column]),
                           *borders[column])
    for tree in trees["oblivious_trees"]:
        out += struct.pack("<B", len(tree["splits"]))
        for split in tree["splits"]:
            column = split["float_feature_index"]
            out += struct.pack("<HB", columns.index(column), borders[column].index(split["border"]))
        leaves = [round(leaf * scale / unit) for leaf in tree["leaf_values"]]
        out += struct.pack(f"<{len(leaves)}h", *leaves)
    return out


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folders", nargs="+", help="what the dump and labels.py wrote, by set")
    arguments.add_argument("--out", help="write the model, trained on all pages, to this file")
    arguments.add_argument(
        "--scores",
        action="store_true",
        help="write the cross-validated probabilities to scores.f32 in each folder",
    )
    arguments = arguments.parse_args()
    data = Data(arguments.folders)
    if arguments.scores:
        found = cross_validate(data).astype("<f4")
        ends = np.cumsum(data.sizes)
        for folder, part in zip(arguments.folders, np.split(found, ends[:-1])):
            part.tofile(Path(folder) / "scores.f32")
    if arguments.out:
        model = fit(data, np.ones(len(data.share), bool))
        Path(arguments.out).write_bytes(pack(model, data.names))


if __name__ == "__main__":
    main()
