#!/usr/bin/env bash
# The Python package: lints, a wheel, and its tests in a virtual environment of their own.
#
#   tools/ci/python.sh            with pyarrow and mypy; engines that are not installed are skipped
#   tools/ci/python.sh engines    with every engine too: some 1.5 GB to install, and Java for Spark
set -euo pipefail
cd "$(dirname "$0")/../.."
# What the library's own tests have built is used again.
export CARGO_TARGET_DIR="$PWD/target" CARGO_TERM_COLOR=never

python=$(command -v python3 || true)
if ! "${python:-false}" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))'; then
    echo "python: skipped, there is no python3 of 3.11 or later"
    exit 0
fi

cargo fmt --manifest-path python/Cargo.toml --check
cargo clippy --locked --manifest-path python/Cargo.toml -- -D warnings

venv=target/python/venv
[ -x "$venv/bin/pip" ] || "$python" -m venv "$venv"
install() { "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
install 'maturin>=1.16,<2' pytest pyarrow mypy
if [ "${1:-}" = engines ]; then
    install pyright pyspark 'ray[data]' 'datatrove[io,processing]' dask polars pandas duckdb
fi

rm -rf target/python/wheels
"$venv/bin/maturin" build --locked --quiet --profile dev --manifest-path python/Cargo.toml \
    --out target/python/wheels
install --force-reinstall --no-deps target/python/wheels/*.whl
# From its own folder: the package that is installed is tested, not the one beside the tests.
cd python/tests
"../../$venv/bin/python" -m pytest --durations=5
