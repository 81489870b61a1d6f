#!/usr/bin/env bash
# PostgreSQL 18, from npm @electric-sql/pglite 0.5.16: which characters of a company's number [[:alnum:]] keeps.
#
# Seen: under the collation pg_c_utf8 (the locale C.UTF-8 of the built-in provider) a full-width digit and an Indic digit are
# neither [[:digit:]] nor [[:alnum:]], while the Roman numeral IV written as one character is [[:alnum:]]. Under
# pg_unicode_fast all of them are. Under "C" no letter with an accent is. JavaScript's \p{L} and \p{N} keep them all.
#
# Why a good guess is wrong: C.UTF-8 knows letters of every script, so one expects it to know their digits too. The built-in
# locale follows POSIX there, and POSIX has ten digits.
#
# Why it matters here: whoever makes the key of a company in SQL (an expression index, a generated column, a clean-up job)
# with regexp_replace(number, '[^[:alnum:]]', '', 'g') gets the same key, "HRB", for every company whose number was typed in
# full width: on a unique index the second one cannot be saved, in a look-up strangers are taken for one company. Normalising
# to NFKC first saves the full-width digits and still loses the Indic ones. Our key is made in JavaScript for that reason.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.16
cat >seen.mjs <<'JS'
import assert from 'node:assert/strict';
import { PGlite } from '@electric-sql/pglite';

const db = await PGlite.create();
const key = async (number, collation) => {
  const { rows } = await db.query(
    `select regexp_replace($1 collate "${collation}", '[^[:alnum:]]', '', 'g') as key, current_setting('server_version') as version`,
    [number],
  );
  console.log(`PostgreSQL ${rows[0].version}, ${collation}: ${number} -> ${rows[0].key}`);
  return rows[0].key;
};
const full = 'HRB \uff11\uff12\uff13';
const other = 'HRB \uff17\uff18\uff19';
const indic = 'RC \u0967\u0968';

assert.equal(await key(full, 'pg_c_utf8'), 'HRB');
assert.equal(await key(other, 'pg_c_utf8'), 'HRB');
assert.equal(await key('HRB \u2163', 'pg_c_utf8'), 'HRB\u2163');
assert.equal(await key(indic.normalize('NFKC'), 'pg_c_utf8'), 'RC');
assert.equal(await key(full, 'pg_unicode_fast'), 'HRB\uff11\uff12\uff13');
assert.equal(await key('\u00dcB 12', 'C'), 'B12');
assert.equal(full.replace(/[^\p{L}\p{N}]/gu, ''), 'HRB\uff11\uff12\uff13');
await db.close();
JS
node seen.mjs
