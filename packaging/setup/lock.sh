#!/bin/sh
# Write the four lock files anew: every version with its hashes, for all systems, and no address of a registry.
#
#   requirements.lock        what the program needs to run
#   requirements-cloud.lock  what the summary server needs to run
#   requirements-build.lock  what builds and installs the package
#   requirements-dev.lock    all of them, and what the checks and tests need
#
# Versions that are locked stay as they are unless pyproject.toml forbids them; "lock.sh --upgrade" takes newer ones.
set -eu
cd "$(dirname "$0")/../.."

compile() {
    output=$1
    shift
    .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file "$output" "$@"
}

compile requirements-dev.lock --extra dev --extra cloud --group build "$@"
# The smaller locks take the versions of the big one.
compile requirements.lock --constraint requirements-dev.lock
compile requirements-cloud.lock --extra cloud --constraint requirements-dev.lock
output=requirements-build.lock
.venv/bin/uv pip compile --group build --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file "$output" \
    --constraint requirements-dev.lock

if grep -n -i -e 'http:' -e 'https:' -e 'pypi' -e '://' requirements*.lock; then
    echo "lock: a lock file names a registry" >&2
    exit 1
fi
