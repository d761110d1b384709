#!/usr/bin/env python3
"""Pins what a binary makes of whole folders, and shows what another one makes differently.

    pin.py record BINARY PIN FOLDER...   # writes PIN/RUN.jsonl.gz and PIN/hashes.txt
    pin.py diff PIN PIN [--show 3] [--only TEXT]

A refactor or a speed-up is one when `diff` finds nothing. Each document is cleaned in four runs:
as by default, without extraction and without repair as JSON, which holds blocks, spans, metadata and
the whole report, and by default as Markdown. Pins are large; keep them outside the repository.
"""

import argparse
import difflib
import gzip
import hashlib
import json
import pathlib
import subprocess
import sys

RUNS = {
    "default": ["--to", "json"],
    "whole": ["--to", "json", "--extract", "never"],
    "unrepaired": ["--to", "json", "--extract", "never", "--repair", "off"],
    "markdown": ["--to", "markdown"],
}


def record(args):
    pin = pathlib.Path(args.pin)
    pin.mkdir(parents=True, exist_ok=True)
    for run, options in RUNS.items():
        with gzip.open(pin / f"{run}.jsonl.gz", "wt", compresslevel=1, encoding="utf-8") as out:
            for label, folder in labels(args.folder):
                for line in documents(args.binary, options, label, folder, pin):
                    out.write(line)
    lines = []
    for run in RUNS:
        for (folder, name), text in load(pin, run).items():
            lines.append(f"{hashlib.sha256(text.encode()).hexdigest()[:16]} {run} {folder}/{name}\n")
    (pin / "hashes.txt").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} outputs, {hashlib.sha256(''.join(lines).encode()).hexdigest()[:16]}")


def labels(folders):
    """What the folders are called in the pin: alike in every clone of a repository."""
    seen = set()
    for folder in map(pathlib.Path, folders):
        parts = folder.resolve().parts
        label = parts[-1] if parts[-1] not in seen | {"pages"} else "/".join(parts[-2:])
        seen.add(label)
        yield label, folder


def documents(binary, options, label, folder, pin):
    """The lines of a run over a folder; a document that fails is one, too."""
    target, errors = pin / "run.jsonl", pin / "errors.jsonl"
    command = [binary, *options, "-o", target, "--errors", errors, folder]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr.strip()}")
    for file, failed in ((target, False), (errors, True)):
        if not file.exists():
            continue
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                value = json.loads(line)
                name = pathlib.Path(value["source"]).relative_to(folder)
                outcome = ["", value["reason"]] if failed else [value["text"], value["repairs"]]
                yield json.dumps([label, f"{name} {value['offset']}", *outcome]) + "\n"
        file.unlink()


def load(pin, run):
    """What stands in a run of a pin, by folder and name."""
    found = {}
    with gzip.open(pathlib.Path(pin) / f"{run}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            folder, name, text, repairs = json.loads(line)
            found[folder, name] = text + "\n" + json.dumps(repairs, sort_keys=True)
    return found


def diff(args):
    differ = 0
    for run in RUNS:
        old, new = load(args.old, run), load(args.new, run)
        changed = [key for key in old if key in new and old[key] != new[key]]
        print(f"{run}: {len(old)} documents, {len(changed)} changed, "
              f"{len(old.keys() - new.keys())} gone, {len(new.keys() - old.keys())} new")
        differ += len(changed) + len(old.keys() ^ new.keys())
        changed = [key for key in changed if args.only in "/".join(key)]
        for key in changed[:args.show]:
            before, after = (lines_of(side[key]) for side in (old, new))
            name = "/".join(key)
            print("\n".join(difflib.unified_diff(before, after, name, name, "old", "new", 1, "")))
    sys.exit(1 if differ else 0)


def lines_of(text):
    """An output in short lines; JSON one value a line."""
    head, _, repairs = text.rpartition("\n")
    try:
        head = json.dumps(json.loads(head), indent=1, ensure_ascii=False)
    except ValueError:
        pass
    return head.splitlines() + [repairs]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("record")
    command.add_argument("binary")
    command.add_argument("pin")
    command.add_argument("folder", nargs="+")
    command.set_defaults(run=record)
    command = commands.add_parser("diff")
    command.add_argument("old")
    command.add_argument("new")
    command.add_argument("--show", type=int, default=0, help="documents of a run to show the difference of")
    command.add_argument("--only", default="", help="show those whose folder or name holds this")
    command.set_defaults(run=diff)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
