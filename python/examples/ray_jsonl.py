"""JSON Lines of pages to JSON Lines of articles on Ray Data.

    python examples/ray_jsonl.py clean/ pages.jsonl

A line of the input is an object with `url` and `html`.
"""

import sys

import ray
import unmangle.ray


def main(output: str, paths: list[str]) -> None:
    pages = ray.data.read_json(paths)
    articles = unmangle.ray.clean_dataset(pages, "html", extract="auto")
    # Without the documents that failed, and with what a corpus needs.
    kept = articles.filter(lambda row: row["error"] is None)
    kept.select_columns(["id", "url", "title", "text"]).write_json(output)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
