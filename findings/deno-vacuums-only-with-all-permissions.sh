#!/usr/bin/env bash
# Deno 2.9.6, from npm @deno/linux-x64-glibc: which permissions its node:sqlite needs to rebuild a file.
#
# Seen: with --allow-read and --allow-write a database file is opened, written and read, but VACUUM and VACUUM INTO fail with
# "too many attached databases - max 0". They fail with every other permission granted as well, and with --allow-all when a
# single one is denied (--deny-net). They work with --allow-all.
#
# Why a good guess is wrong: VACUUM attaches nothing that a person sees, and the message names neither a permission nor VACUUM.
# SQLite rebuilds a file by attaching a temporary one; Deno forbids attaching, which could open another file, unless
# everything is allowed.
#
# Why it matters here: our SQLite storage rebuilds the file when a registration is erased, so that no byte of it stays. Under
# Deno with few permissions all goes well until the first erasure, which is storage.unavailable, however often it is repeated.
# Take --allow-all for node:sqlite there, or a compiled driver, which these permissions do not reach.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @deno/linux-x64-glibc@2.9.6
cat >seen.mjs <<'JS'
import { DatabaseSync } from 'node:sqlite';

const attempt = (work) => {
  try {
    work();
    return 'works';
  } catch ({ message }) {
    return message;
  }
};
const db = new DatabaseSync('kept.db');
db.exec('create table if not exists a (b); insert into a values (1)');
const into = `copy-${db.prepare('select count(*) as n from a').get().n}.db`;
console.log([attempt(() => db.exec('vacuum')), attempt(() => db.exec(`vacuum into '${into}'`))].join(', '));
JS
refused='too many attached databases - max 0'
expect() {
  local wanted=$1 seen
  shift
  seen=$(node_modules/@deno/linux-x64-glibc/deno run --no-prompt "$@" seen.mjs)
  echo "$*: $seen"
  [[ $seen == "$wanted" ]]
}
expect "$refused, $refused" --allow-read --allow-write
expect "$refused, $refused" --allow-read --allow-write --allow-env --allow-sys --allow-run --allow-net --allow-ffi
expect "$refused, $refused" --allow-all --deny-net
expect 'works, works' --allow-all
