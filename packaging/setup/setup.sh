#!/bin/sh
# Make this folder ready: system packages (Debian and its relatives) and the virtual environment .venv.
#
#   setup.sh run|demo|check|test
#
#   run    what the program needs
#   demo   run, and a desktop without a screen
#   check  run, and the linters and unit tests' Python packages
#   test   all of it, and browsers where the system has them
#
# What is there already is not touched; a second run takes well under a second.
set -eu

goal=${1:-test}
cd "$(dirname "$0")/../.."
here=packaging/setup

optional=
case $goal in
    run)   lists="$here/debian-run.txt"; locks="requirements.lock requirements-build.lock" ;;
    demo)  lists="$here/debian-run.txt $here/debian-screen.txt"; locks="requirements.lock requirements-build.lock" ;;
    check) lists="$here/debian-run.txt"; locks="requirements-dev.lock" ;;
    test)  lists="$here/debian-run.txt $here/debian-screen.txt $here/debian-test.txt"; locks="requirements-dev.lock"
           optional="$here/debian-browsers.txt" ;;
    *)     echo "usage: setup.sh run|demo|check|test" >&2; exit 2 ;;
esac

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The packages of the lists that are missing, as "name" or "name|other-name".
missing_packages() {
    sed 's/#.*//; s/[[:space:]]//g; /^$/d' "$@" | while read -r line; do
        found=
        for name in $(echo "$line" | tr '|' ' '); do
            if is_installed "$name"; then found=yes; fi
        done
        [ -n "$found" ] || echo "$line"
    done
}

# The first of the names that this release has.
available_name() {
    for name in $(echo "$1" | tr '|' ' '); do
        if apt-cache show "$name" >/dev/null 2>&1; then echo "$name"; return; fi
    done
    echo "${1%%|*}"
}

# shellcheck disable=SC2086 # lists of words, all of them
install_system_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "setup: not a Debian system; see $here/debian-*.txt for what is needed" >&2
        return
    fi
    missing=$(missing_packages $lists)
    wished=
    if [ -n "$optional" ]; then wished=$(missing_packages "$optional"); fi
    [ -n "$missing$wished" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root="env"
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n env"
    else
        if [ -n "$missing" ]; then echo "setup: please install:" $missing >&2; fi
        if [ -n "$wished" ]; then echo "setup: some tests will be skipped without:" $wished >&2; fi
        return
    fi
    $as_root apt-get update -qq || echo "setup: apt-get update failed, going on with the lists at hand" >&2
    names=
    for line in $missing; do names="$names $(available_name "$line")"; done
    apt_install $names
    names=
    for name in $wished; do
        if apt-cache show "$name" >/dev/null 2>&1; then names="$names $name"; fi
    done
    apt_install $names || echo "setup: going on without$names; some tests will be skipped" >&2
}

apt_install() {
    [ $# -gt 0 ] || return 0
    echo "setup: installing $*"
    # Errors are on stderr; stdout is a line or three for every package.
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

# A Python of at least 3.11 that can make a virtual environment.
find_python() {
    for name in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "setup: no Python 3.11 or newer with venv was found; please install one" >&2
    return 1
}

make_environment() {
    if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$(find_python)
        rm -rf .venv
        "$python" -m venv .venv
    fi
}

# Install what the locks say, unless the stamp shows that it was done; the dev lock holds the others.
install_locked() {
    # shellcheck disable=SC2086
    wanted=$(cat $locks | sha256sum | cut -d' ' -f1)
    stamp=.venv/locked
    if [ -f $stamp ] && grep -q -e "^$wanted\$" -e "^$(sha256sum <requirements-dev.lock | cut -d' ' -f1)\$" $stamp; then
        return
    fi
    rm -f $stamp
    echo "setup: installing the Python packages of $locks into .venv"
    arguments=
    for lock in $locks; do arguments="$arguments -r $lock"; done
    # shellcheck disable=SC2086
    # The locks are whole; pip need not (and for what pyproject.toml overrides can't) find out again what belongs to what.
    .venv/bin/python -m pip install -qq --require-hashes --no-deps $arguments
    echo "$wanted" >$stamp
}

# The package itself, in place; again only when its description changes.
install_project() {
    wanted=$( (pwd; cat pyproject.toml) | sha256sum | cut -d' ' -f1)
    stamp=.venv/installed
    if [ -f $stamp ] && [ "$(cat $stamp)" = "$wanted" ] && [ -x .venv/bin/worktracker ]; then
        return
    fi
    .venv/bin/python -m pip install -qq --no-index --no-deps --no-build-isolation --editable .
    echo "$wanted" >$stamp
}

install_system_packages
make_environment
install_locked
install_project
