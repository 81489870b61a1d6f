#!/usr/bin/env bash
# TypeScript 6.0.3 with stableTypeOrdering: two files, and their declarations asked for in one order and in the other.
#
# Seen: in a list of object literals of which one has a member that the next has not, TypeScript writes that member into the
# type of the next as `guard?: undefined`. Whether it stands first or last there depends on which file was emitted before,
# although neither file imports the other. The order of the members of a union, which the option is for, is the same.
#
# Why a good guess is wrong: the option is said to make the order of types the same whatever is checked first, and with it
# declarations that differ from build to build for a union do stop to differ. These go on.
#
# Why it matters here: a bundler of declarations asks for them in the order in which its files happen to be read, so the same
# sources give other bytes, and other names of files with a hash, when the machine is busy. `npm run build` of this package
# therefore sets the option and has the files read one after another, and a test builds it a second time in another folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund typescript@6.0.3
echo "export const first = [{ guard: 'x' as const, target: 't' }, { target: 't' }];
export const word = Math.random() > 0.5 ? ('open' as const) : ('done' as const);" >first.ts
echo "export const second = [{ target: 't' }, { guard: 'y' as const, target: 't' }];
export const word = Math.random() > 0.5 ? ('done' as const) : ('open' as const);" >second.ts
cat >seen.mjs <<'JS'
import assert from 'node:assert/strict';
import ts from 'typescript';

function declarations(order, options) {
  const all = { declaration: true, emitDeclarationOnly: true, strict: true, types: [], target: ts.ScriptTarget.ES2022, ...options };
  const program = ts.createProgram(['first.ts', 'second.ts'], all);
  const found = {};
  for (const name of order)
    program.emit(program.getSourceFile(name), (_, text) => {
      const member = text.match(/\{\s*(guard\?: undefined;)?\s*target: string;\s*(guard\?: undefined;)?\s*\}/);
      found[name] = [member?.[1] ? 'guard first' : 'guard last', text.match(/word: (.*);/)?.[1]];
    });
  return [...found['first.ts'], ...found['second.ts']].join(', ');
}

const orders = [['first.ts', 'second.ts'], ['second.ts', 'first.ts']];
const seen = {};
for (const stableTypeOrdering of [false, true])
  seen[`stableTypeOrdering ${stableTypeOrdering}`] = orders.map((order) => declarations(order, { stableTypeOrdering }));
console.log(ts.version, seen);
assert.equal(ts.version, '6.0.3');
assert.deepEqual(seen, {
  'stableTypeOrdering false': [
    'guard last, "open" | "done", guard last, "open" | "done"',
    'guard last, "done" | "open", guard last, "done" | "open"',
  ],
  'stableTypeOrdering true': [
    'guard first, "done" | "open", guard first, "done" | "open"',
    'guard last, "done" | "open", guard last, "done" | "open"',
  ],
});
JS
node seen.mjs
