#!/bin/bash
# run.sh OUT SET...: trains src/extract/content.model on sets of pages. See README.md.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$1; shift
folders=()
for set in "$@"; do
  folder=$out/$(basename "$set"); mkdir -p "$folder/pages"; folders+=("$folder")
  for page in "$set"/pages/*.html.gz; do
    gzip -dc "$page" > "$folder/pages/$(basename "$page" .gz)"
  done
  UNMANGLE_PAGES=$folder/pages UNMANGLE_OUT=$folder \
    cargo test --release --lib --manifest-path "$here/../Cargo.toml" -p unmangle \
    training::dump -- --exact --ignored
  python3 "$here/labels.py" "$set" "$folder"
done
python3 "$here/train.py" "${folders[@]}" ${SCORES:+--scores} --out "$here/../src/extract/content.model"
