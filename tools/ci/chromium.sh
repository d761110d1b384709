#!/usr/bin/env bash
# Chromium for the tests of the page (tests/cli/page.rs), where it can be installed; without it they
# say that they are skipped.
set -uo pipefail

if command -v chromium >/dev/null; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "chromium: skipped, it is not installed and cannot be"
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ timeout 60 apt-get update && timeout 300 apt-get install -y --no-install-recommends chromium; } \
    >/dev/null 2>&1 || echo "chromium: skipped, it could not be installed"
