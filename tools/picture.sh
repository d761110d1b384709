#!/usr/bin/env bash
# The README's picture: the page of the project's own fixture, in Chromium.
#
#   tools/picture.sh            writes docs/report.png
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --locked
mkdir "$work/articles"
cp fixtures/articles/el-salvador/source.html "$work/articles/el-salvador.html"
(cd "$work/articles" && "$OLDPWD/target/debug/unmangle" report el-salvador.html -o ../report.html)
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1200,820 \
    --user-data-dir="$work/profile" --screenshot="$work/report.png" "file://$work/report.html#finding-70"
cp "$work/report.png" docs/report.png
ls -l docs/report.png
