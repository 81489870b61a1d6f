#!/usr/bin/env bash
# zod 4.3.6, 4.4.3 and 4.5.0 beside each other: the same classic schemas, the same values, other verdicts.
#
# Seen: z.iso.datetime() takes a time without seconds up to 4.4.3 and refuses it from 4.5.0 on. z.string().max(n) counts code
# units of UTF-16 up to 4.4.3 and code points from 4.5.0 on, so a name in rare Han characters is too long for one and not for
# the other. A key whose schema is z.unknown() may be left out of a z.object() up to 4.3.6 and has to be there from 4.4.0 on.
#
# Why a good guess is wrong: these are minor versions of one major. A peer range such as ^4.0.0 promises that a schema means
# the same with each of them; the types are the same and nothing fails when it is loaded.
#
# Why it matters here: a library that takes zod as a peer checks with whichever version its host has. Two servers of one host
# with different lockfiles then judge one application differently, and what one of them saved the other calls damaged. The
# peer range of this package is therefore ^4.5.0, and its own schemas never lean on a key of z.unknown() being optional.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund old@npm:zod@4.3.6 middle@npm:zod@4.4.3 new@npm:zod@4.5.0
cat >seen.mjs <<'JS'
import assert from 'node:assert/strict';

const seen = {};
for (const name of ['old', 'middle', 'new']) {
  const z = await import(name);
  const takes = (schema, value) => schema.safeParse(value).success;
  seen[name] = {
    withoutSeconds: takes(z.iso.datetime(), '2026-11-30T10:00Z'),
    sixHanCharactersOfTwoUnits: takes(z.string().max(6), '\u{20000}'.repeat(6)),
    unknownLeftOut: takes(z.object({ input: z.unknown() }), {}),
  };
}
console.table(seen);
assert.deepEqual(seen, {
  old: { withoutSeconds: true, sixHanCharactersOfTwoUnits: false, unknownLeftOut: true },
  middle: { withoutSeconds: true, sixHanCharactersOfTwoUnits: false, unknownLeftOut: false },
  new: { withoutSeconds: false, sixHanCharactersOfTwoUnits: true, unknownLeftOut: false },
});
JS
node seen.mjs
