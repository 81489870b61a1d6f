#!/usr/bin/env bash
# libsql 0.5.1 and 0.5.3 with npm 10.9.9 and 11.19.1: the first can be installed, and its lockfile cannot.
#
# Seen: libsql 0.5.1 is on the registry and names seven packages with its native part as optional dependencies, five of which
# were never published in that version: those for macOS, Windows and ARM. `npm install` takes it without a word, and the
# lockfile holds the two that are there. `npm ci` of npm 11.19.1 then refuses that very lockfile as out of step with
# package.json, also on Linux on x64, whose native part is among the two; npm 10.9.9 installs it. With 0.5.3 all seven exist,
# and both install it.
#
# Why a good guess is wrong: an optional dependency that cannot be had is said to be passed over, and a lockfile that npm has
# just written is said to be what `npm ci` installs. The lowest version that was published looks like the lowest that works.
#
# Why it matters here: libsql is the driver for Node 20, and a peer. A range that begins with 0.5.1 is met by a version that
# newer npm does not install in CI, and that has no native part on a Mac. The range of this package begins with 0.5.3.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
quiet=(--ignore-scripts --no-audit --no-fund --loglevel=error)
mkdir "$folder/npms"
cd "$folder/npms"
npm init -y >/dev/null
npm install "${quiet[@]}" npm-10@npm:npm@10.9.9 npm-11@npm:npm@11.19.1 >/dev/null

try() {
  local npm="$folder/npms/node_modules/npm-$1/bin/npm-cli.js"
  mkdir "$folder/$1-$2"
  cd "$folder/$1-$2"
  echo "{\"private\":true,\"dependencies\":{\"libsql\":\"$2\"}}" >package.json
  node "$npm" install --package-lock-only "${quiet[@]}" >/dev/null
  node -e '
    const { packages } = require("./package-lock.json");
    const wanted = Object.keys(packages["node_modules/libsql"].optionalDependencies);
    const locked = wanted.filter((name) => `node_modules/${name}` in packages);
    process.stdout.write(`npm ${process.argv[1]}, libsql ${process.argv[2]}: ${locked.length} of ${wanted.length} locked, `);
  ' "$1" "$2"
  if node "$npm" ci "${quiet[@]}" >ci.log 2>&1; then echo installed; else
    grep -qF 'in sync' ci.log
    echo "$(grep -c '@libsql/.* from lock file' ci.log) missing from the lockfile"
  fi
}

seen=$(try 10 0.5.1; try 11 0.5.1; try 10 0.5.3; try 11 0.5.3)
echo "$seen"
[ "$seen" = "npm 10, libsql 0.5.1: 2 of 7 locked, installed
npm 11, libsql 0.5.1: 2 of 7 locked, 5 missing from the lockfile
npm 10, libsql 0.5.3: 7 of 7 locked, installed
npm 11, libsql 0.5.3: 7 of 7 locked, installed" ]
