"""Reads the records of every kind of input with pandas, DuckDB, PyArrow and Polars.

    python3 tests/readers.py target/release/unmangle

The program has to be built with the feature `parquet`. Checked is that JSON Lines and Parquet hold
the same values, that every reader gives every input the same columns and types, and that web archives
pass `warcio check`. Needs duckdb, jsonschema, pandas, polars, pyarrow and warcio.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import jsonschema
import pandas
import polars
import pyarrow.parquet

ROOT = pathlib.Path(__file__).resolve().parent.parent
INPUTS = [
    "crawl.warc.gz", "feed.rss", "feed.atom", "export.wxr", "rows.csv", "rows.jsonl", "rows.parquet",
    "pages.zip", "pages.tar.gz", "message.eml", "mailbox.mbox",
]


def shape(kind):
    """A type without the names of the reader's classes."""
    if pyarrow.types.is_struct(kind):
        return {field.name: shape(field.type) for field in kind}
    if pyarrow.types.is_list(kind) or pyarrow.types.is_large_list(kind):
        return [shape(kind.value_type)]
    if pyarrow.types.is_integer(kind):
        return "number"
    return "text"


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    schema = json.loads((ROOT / "schemas/record.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    shapes, dtypes, described, polar = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name in INPUTS:
            source = ROOT / "fixtures/ingest" / name
            lines, table = folder / f"{name}.jsonl", folder / f"{name}.parquet"
            for output in (lines, table):
                command = [program, source, "-q", "--keep", "all", "-o", output]
                subprocess.run(command, check=True)
            records = [json.loads(line) for line in lines.read_text().splitlines()]
            assert records, name
            for record in records:
                validator.validate(record)
            read = pyarrow.parquet.read_table(table)
            assert read.to_pylist() == records_in_order(records, read.column_names), name
            assert len({record["id"] for record in records}) == len(records), name
            shapes.append(shape(pyarrow.struct(list(read.schema))))
            dtypes.append(pandas.read_parquet(table).dtypes.astype(str).to_dict())
            described.append(duckdb.sql(f"describe select * from '{table}'").fetchall())
            polar.append(polars.read_parquet(table).schema)
            counted = duckdb.sql(f"select sum(r.count) from (select unnest(repairs) r from '{table}')")
            repairs = sum(repair["count"] for record in records for repair in record["repairs"])
            assert (counted.fetchall()[0][0] or 0) == repairs, name
            by_duckdb = duckdb.read_json(str(lines), format="newline_delimited").fetchall()
            assert len(by_duckdb) == len(records), name
            assert polars.read_ndjson(lines, schema=polar[-1]).equals(polars.read_parquet(table)), name
        archive = folder / "clean.warc.gz"
        subprocess.run([program, ROOT / "fixtures/ingest/crawl.warc.gz", "-q", "-o", archive], check=True)
        subprocess.run([pathlib.Path(sys.executable).parent / "warcio", "check", archive], check=True)
    for each in (shapes, dtypes, described, polar):
        assert all(one == each[0] for one in each), each
    print(f"{len(INPUTS)} inputs, {len(shapes[0])} columns: equal in all readers")


def records_in_order(records, names):
    return [ordered(record, names) for record in records]


def ordered(record, names):
    return {name: record[name] for name in names}


if __name__ == "__main__":
    main()
