#!/usr/bin/env bash
# zod 4.6.7 bundled by esbuild 0.28.2 and by rolldown 1.2.19: what a page pays for one member of `z.core` or `z.regexes`.
#
# Seen: a program that only prints `z.core.version` of zod/mini is some 400 kB, minified, by esbuild, and under 1 kB by
# rolldown. One that asks `z.string() instanceof z.core.$ZodObject` is as large, and 12 kB when `$ZodObject` is imported from
# zod/v4/core. `z.regexes.e164` brings every expression of zod along by esbuild: 6 kB and more for one of 30 characters.
#
# Why a good guess is wrong: zod's documentation asks for `import * as z`, and for the functions of that namespace esbuild
# does leave out what is not used: it follows a member of a namespace that was imported. `core`, `regexes`, `locales` and
# `util` are namespaces that this one passes on, and a member of those is one step further: esbuild then makes the inner
# namespace an object, with all that is in it. It is the same line of code, and types, tests and rolldown show nothing of it.
#
# Why it matters here: a library on zod/mini is asked to be small by pages that esbuild bundles. The sources of this package
# take classes from zod/v4/core by name and write the one expression they need themselves, and a test weighs what a page gets
# by both bundlers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 esbuild@0.28.2 rolldown@1.2.19
cat >seen.mjs <<'JS'
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';

const programs = {
  member: "import * as z from 'zod/mini'; console.log(z.string().safeParse('x').success);",
  version: "import * as z from 'zod/mini'; console.log(z.core.version);",
  classOfNamespace: "import * as z from 'zod/mini'; console.log(z.string() instanceof z.core.$ZodObject);",
  classByName:
    "import { $ZodObject } from 'zod/v4/core'; import * as z from 'zod/mini'; console.log(z.string() instanceof $ZodObject);",
  expression: "import * as z from 'zod/mini'; console.log(z.regexes.e164.test('x'));",
};

const seen = {};
for (const [name, code] of Object.entries(programs)) {
  const file = `${name}.mjs`;
  writeFileSync(file, code);
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, minify: true, format: 'esm', write: false });
  const bundle = await rolldown({ input: file });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  seen[name] = { esbuild: outputFiles[0].text.length, rolldown: output[0].code.length };
}
console.table(seen);
assert(seen.member.esbuild < 12_000);
assert(seen.version.esbuild > 300_000 && seen.version.rolldown < 1_000);
assert(seen.classOfNamespace.esbuild > 300_000 && seen.classOfNamespace.rolldown < 15_000);
assert(seen.classByName.esbuild < 15_000);
assert(seen.expression.esbuild > 5_000 && seen.expression.rolldown < 1_000);
JS
node seen.mjs
