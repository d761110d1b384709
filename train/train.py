"""Trains the model of blocks and judges it by cross-validation. See README.md."""

import argparse
import json
import struct
import tempfile
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, Pool

FOLDS = 5
SETTINGS = dict(
    iterations=300,
    depth=6,
    learning_rate=0.12,
    l2_leaf_reg=5,
    border_count=32,
    rsm=0.3,
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
    """Features, labels and weights of every block; pages and their folds."""

    def __init__(self, folder):
        folder = Path(folder)
        self.names = (folder / "names.txt").read_text().split("\n")
        features = np.fromfile(folder / "features.f32", dtype=np.float32)
        self.features = features.reshape(-1, len(self.names))
        labels = np.load(folder / "labels.npz")
        self.share, words, self.page = labels["share"], labels["words"], labels["page"]
        pages = len(labels["ids"])
        wanted = np.maximum(np.bincount(self.page, words * self.share, pages), 50)
        self.weight = np.minimum(words / wanted[self.page], 1) ** 0.7
        # Which of two copies people kept is not known.
        self.weight[labels["copy"]] = 0
        self.fold = np.random.RandomState(7).randint(0, FOLDS, pages)[self.page]


def fit(data, rows):
    rows = rows & (data.weight > 0)
    model = CatBoostClassifier(**SETTINGS)
    return model.fit(Pool(data.features[rows], data.share[rows], weight=data.weight[rows]))


def cross_validate(data):
    """The probability of every block by a model that has not seen its page."""
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
    arguments.add_argument("folder", help="what the dump and labels.py wrote")
    arguments.add_argument("--out", help="write the model, trained on all pages, to this file")
    arguments.add_argument("--scores", help="write the cross-validated probabilities to this file")
    arguments = arguments.parse_args()
    data = Data(arguments.folder)
    if arguments.scores:
        cross_validate(data).astype("<f4").tofile(arguments.scores)
    if arguments.out:
        model = fit(data, np.ones(len(data.share), bool))
        Path(arguments.out).write_bytes(pack(model, data.names))


if __name__ == "__main__":
    main()
