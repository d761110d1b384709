#!/usr/bin/env bash
# Makes a Debian package: the program, its manual page, completions and documentation.
# Needs cargo-deb (cargo install cargo-deb).
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked --release
mkdir -p target/assets
unmangle=target/release/unmangle
"$unmangle" man >target/assets/unmangle.1
"$unmangle" completions bash >target/assets/unmangle.bash
"$unmangle" completions zsh >target/assets/_unmangle
"$unmangle" completions fish >target/assets/unmangle.fish
cargo deb --no-build --package unmangle-cli
