"""The types are right: what type checkers are told is what there is."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import typing
from pathlib import Path

import pytest
import unmangle
import unmangle._unmangle
import unmangle.types

HERE = Path(__file__).resolve().parent
STUB = Path(unmangle.__file__).with_name("_unmangle.pyi")


def test_the_stub_names_what_there_is() -> None:
    told = {
        node.name: node
        for node in ast.parse(STUB.read_text("utf-8")).body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef))
    }
    there = {name for name in dir(unmangle._unmangle) if not name.startswith("__")}
    protocols = {"ArrowArrayExportable", "ArrowStreamExportable"}
    assert set(told) - protocols == there
    for name in there:
        node, thing = told[name], getattr(unmangle._unmangle, name)
        if isinstance(node, ast.ClassDef) and not issubclass(thing, Exception):
            methods = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
            public = {n for n in vars(thing) if not n.startswith("_")}
            assert {n for n in methods if not n.startswith("_")} == public


def test_every_option_is_told() -> None:
    assert set(unmangle.Cleaner().options) | {"preset"} == set(typing.get_type_hints(unmangle.types.Options))


def test_dictionaries_hold_the_keys_that_are_told() -> None:
    document = unmangle.clean("<p>One</p><table><tr><th>A<tr><td>1</table>").document
    assert set(document) == set(typing.get_type_hints(unmangle.types.Document))
    assert set(document["metadata"]) == set(typing.get_type_hints(unmangle.types.Metadata))
    assert set(document["report"]) == set(typing.get_type_hints(unmangle.types.Report))
    for block in document["blocks"]:
        assert set(block) <= set(typing.get_type_hints(unmangle.types.Block))


@pytest.mark.skipif(shutil.which("mypy", path=Path(sys.executable).parent) is None, reason="mypy is not installed")
def test_mypy_accepts_a_program() -> None:
    line = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(HERE / "typed.py")]
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=HERE)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pyright_accepts_a_program() -> None:
    if shutil.which("pyright", path=Path(sys.executable).parent) is None:
        pytest.skip("pyright is not installed")
    line = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, str(HERE / "typed.py")]
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=HERE)
    assert done.returncode == 0, done.stdout + done.stderr


def test_records_hold_the_keys_that_are_told() -> None:
    line = unmangle.Cleaner().clean_record(unmangle.Record(b"<p>One"))
    assert set(line) == set(typing.get_type_hints(unmangle.types.CleanRecord))
    assert set(line["metadata"]) == set(typing.get_type_hints(unmangle.types.RecordMetadata))
    assert {*line, "error"} == set(unmangle.schema().names)
