"""Questions to articles in Parquet, by DuckDB.

    python -m unmangle crawl.warc.gz -o articles.parquet
    python examples/duckdb_query.py articles.parquet
"""

import sys

import duckdb

QUERY = """
SELECT regexp_extract(url, '^https?://([^/]+)', 1) AS host,
       count(*) AS articles,
       sum(length(text)) AS characters
FROM read_parquet($paths) GROUP BY host ORDER BY articles DESC, host
"""


def main(paths: list[str]) -> None:
    for host, articles, characters in duckdb.execute(QUERY, {"paths": paths}).fetchall():
        print(f"{host}\t{articles}\t{characters}")


if __name__ == "__main__":
    main(sys.argv[1:])
