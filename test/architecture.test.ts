import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { entry } from '../tsup.config.js';
import * as rules from './architecture.rules.js';

const root = fileURLToPath(new URL('..', import.meta.url));

function read(...folders: string[]): rules.SourceTree {
  const paths = folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter((found) => found.isFile() && /\.[cm]?tsx?$/.test(found.name))
      .map((found) => `${found.parentPath}/${found.name}`.slice(root.length).replaceAll('\\', '/'))
      .filter((path) => !/\/(\.samples|\.built|node_modules|web-dist)\//.test(path)),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(`${root}${path}`, 'utf8')]));
}

const source = read('src');
const written = read('src', 'test', 'examples', 'docs');
const withoutConfigs = new Map(
  [...written].filter(([path]) => !/^(test\/config|docs\/\.vitepress)\/|\/vite\.config\.ts$/.test(path)),
);

/** A tree of the files given, for showing a rule what it must object to. */
const tree = (files: Record<string, string>): rules.SourceTree => new Map(Object.entries(files));

/** Two tests: the rule holds for this repository, and it objects to each of the small trees that break it. */
function claim(
  name: string,
  rule: (tree: rules.SourceTree) => string[],
  checked: rules.SourceTree,
  broken: readonly Record<string, string>[],
  harmless: Record<string, string>,
): void {
  it(name, () => expect(rule(checked)).toEqual([]));
  it(`a breach is noticed: ${name}`, () => {
    for (const files of broken) expect(rule(tree(files)), JSON.stringify(files)).not.toEqual([]);
    expect(rule(tree(harmless))).toEqual([]);
  });
}

claim(
  'imports point downwards only',
  rules.upwardImports,
  source,
  [
    { 'src/time.ts': "import { a } from './signup/signup.schema.js';" },
    { 'src/signup/signup.guards.ts': "import { a } from '../registration/steps.js';" },
    { 'src/registration/steps.ts': "import type { A } from '../session/session.js';" },
    { 'src/session/session.ts': "import { a } from '../index.js';" },
    { 'src/session/session.ts': "import { a } from '../testing/index.js';" },
    { 'src/index.ts': "export { a } from './inspect/index.js';" },
    { 'src/index.ts': "export { a } from './subpaths/signup.js';" },
    { 'src/registration/steps.ts': "import { a } from '../subpaths/signup.js';" },
    { 'src/messages/en.ts': "import { a } from '../wizard/wizard.schema.js';" },
    { 'src/policy.ts': "export const a = () => import('./registration/steps.js');" },
    { 'src/policy.ts': "export type A = import('./registration/steps.js').A;" },
    { 'src/elsewhere/a.ts': "import { a } from '../issue.js';" },
    { 'src/developmentPath/developmentPath.guards.ts': "import { a } from '../enrollment/enrollment.guards.js';" },
    { 'src/partnerProgram/partnerProgram.machine.ts': "import type { A } from '../registration/steps.js';" },
    { 'src/kept.ts': "import { a } from './developmentPath/developmentPath.machine.js';" },
  ],
  {
    'src/enrollment/enrollment.guards.ts': "import { a } from '../partnerProgram/partnerProgram.machine.js';",
    'src/partnerProgram/partnerProgram.machine.ts': "import { a } from '../kept.js';",
    'src/index.ts': "export { a } from './session/session.js';",
    'src/session/session.ts': "import { a } from '../registration/steps.js';",
    'src/registration/steps.ts': "import { a } from '../signup/signup.schema.js';",
    'src/signup/signup.guards.ts': "import { a } from './signup.schema.js'; import { b } from '../policy.js';",
    'src/policy.ts': "import { a } from './issue.js';",
  },
);

claim(
  'a feature never imports another feature, nor a part another part',
  rules.importsBetweenSiblings,
  source,
  [
    { 'src/review/review.guards.ts': "import { a } from '../wizard/wizard.guards.js';" },
    { 'src/review/review.machine.ts': "import type { A } from '../wizard/wizard.schema.js';" },
    {
      'src/partnerProgram/partnerProgram.guards.ts':
        "import { a } from '../developmentPath/developmentPath.guards.js';",
    },
  ],
  { 'src/review/review.guards.ts': "import { a } from './review.schema.js'; import { b } from '../kept.js';" },
);

claim(
  'inside a feature or a part, schema comes before guards, updates, states and machine',
  rules.importsAgainstFeatureOrder,
  source,
  [
    { 'src/review/review.schema.ts': "import { a } from './review.guards.js';" },
    { 'src/review/review.guards.ts': "import { a } from './review.updates.js';" },
    { 'src/review/review.updates.ts': "import type { A } from './review.machine.js';" },
    { 'src/review/review.states.ts': "import type { A } from './review.machine.js';" },
    { 'src/developmentPath/developmentPath.guards.ts': "import { a } from './developmentPath.updates.js';" },
  ],
  {
    'src/review/review.machine.ts': "import { a } from './review.schema.js'; import { b } from './review.updates.js';",
  },
);

claim(
  'storage imports only its port, arguments, company, errors, fields and issue',
  rules.importsOfStorage,
  source,
  [
    { 'src/storage/memory.ts': "import { a } from '../time.js';" },
    { 'src/storage/memory.ts': "import type { A } from '../session/session.js';" },
  ],
  {
    'src/storage/memory.ts':
      "import { a } from './port.js'; import { b } from '../errors.js'; import { c } from '../company.js';",
  },
);

claim(
  'only storage and testing know an adapter',
  rules.importsOfAdapters,
  source,
  [
    { 'src/session/session.ts': "import { a } from '../storage/memory.js';" },
    { 'src/index.ts': "export { a } from './storage/file.js';" },
  ],
  { 'src/session/session.ts': "import { a } from '../storage/port.js';" },
);

claim(
  'no import goes in a circle',
  rules.circularImports,
  source,
  [
    { 'src/a.ts': "import { b } from './b.js';", 'src/b.ts': "import { a } from './a.js';" },
    { 'src/a.ts': "import { a } from './a.js';" },
  ],
  { 'src/a.ts': "import { b } from './b.js';", 'src/b.ts': "import type { A } from './a.js';" },
);

claim(
  'every relative import names a file that is there',
  rules.missingImportTargets,
  source,
  [{ 'src/a.ts': "import { b } from './b.js';" }],
  { 'src/a.ts': "import { b } from './b.js';", 'src/b.ts': 'export const b = 1;' },
);

claim(
  'nothing is typed any',
  rules.anyTypes,
  withoutConfigs,
  [{ 'src/a.ts': 'export const a = (b: any) => b;' }, { 'src/a.ts': 'export type A = Record<string, any>;' }],
  { 'src/a.ts': "// any\nexport const any = 'any';" },
);

claim(
  'no error of the compiler is silenced',
  rules.silencedErrors,
  withoutConfigs,
  [{ 'src/a.ts': `// ${'@ts-ignore'}\nconst a = 1;` }, { 'src/a.ts': `/* ${'@ts-nocheck'} */` }],
  { 'src/a.ts': "const a = '@ts-ignore';" },
);

claim(
  'no file exports everything of another',
  rules.starExports,
  withoutConfigs,
  [{ 'src/a.ts': "export * from './b.js';" }, { 'src/a.ts': "export * as b from './b.js';" }],
  { 'src/a.ts': "export { b } from './b.js';" },
);

claim(
  'no file has a default export',
  rules.defaultExports,
  withoutConfigs,
  [
    { 'src/a.ts': 'export default 1;' },
    { 'src/a.ts': 'export default function a() {}' },
    { 'src/a.ts': 'const a = 1; export { a as default };' },
  ],
  { 'src/a.ts': 'export function a(b: number) { switch (b) { default: return b; } }' },
);

claim(
  'zod is imported as a namespace, without its locales',
  rules.bundledLocales,
  withoutConfigs,
  [
    { 'src/a.ts': "import { z } from 'zod';" },
    { 'src/a.ts': "import { z as zod } from 'zod';" },
    { 'src/a.ts': "import z from 'zod';" },
  ],
  { 'src/a.ts': "import * as z from 'zod';", 'src/b.ts': "import type { z } from 'zod';" },
);

claim(
  'schemas are made with zod/mini',
  rules.wholeZod,
  source,
  [
    { 'src/a.ts': "import * as z from 'zod';" },
    { 'src/a.ts': "import type * as z from 'zod';" },
    { 'src/a.ts': "import * as z from 'zod/mini'; export const a = (b: unknown) => b instanceof z.core.$ZodObject;" },
    { 'src/a.ts': "import * as z from 'zod/mini'; export const a = z.regexes.e164;" },
  ],
  {
    'src/a.ts':
      "import * as z from 'zod/mini'; import { $ZodType } from 'zod/v4/core'; export type A = z.core.$ZodType;",
  },
);

claim(
  'a file is called after what it holds',
  rules.vagueFileNames,
  withoutConfigs,
  [{ 'src/utils.ts': '' }, { 'src/signup/types.ts': '' }, { 'src/signup/signup.utils.ts': '' }],
  { 'src/signup/signup.schema.ts': '' },
);

claim(
  'no clock, randomness or I/O outside session, storage, testing and inspect',
  rules.worldlyModules,
  source,
  [
    { 'src/time.ts': 'export const a = () => Date.now();' },
    { 'src/time.ts': 'export const a = () => new Date().toISOString();' },
    { 'src/time.ts': 'export const a = () => Date();' },
    { 'src/time.ts': 'export const a = performance.now();' },
    { 'src/act.ts': 'export const a = Math.random();' },
    { 'src/act.ts': 'export const a = crypto.randomUUID();' },
    { 'src/act.ts': 'export const a = globalThis.crypto;' },
    { 'src/act.ts': "import { readFile } from 'node:fs/promises';" },
    { 'src/act.ts': "export const a = () => import('node:fs');" },
    { 'src/act.ts': 'setTimeout(() => {}, 1);' },
    { 'src/act.ts': "export const a = () => fetch('/');" },
    { 'src/signup/signup.guards.ts': 'console.log(1);' },
  ],
  {
    'src/time.ts': 'export const a = (at: string) => new Date(at).getTime(); export const b = { fetch: 1 };',
    'src/session/session.ts': 'export const a = () => Date.now();',
    'src/storage/file.ts': "import { readFile } from 'node:fs/promises';",
  },
);

claim(
  'G3 pure modules do not ask where the computer stands',
  rules.localModules,
  source,
  [
    { 'src/time.ts': 'export const a = (at: Date) => at.getDay();' },
    { 'src/time.ts': "export const a = (at: Date) => at['getHours']();" },
    { 'src/time.ts': 'export const a = (at: Date) => at.setDate(1);' },
    { 'src/time.ts': 'export const a = (at: Date) => at.getTimezoneOffset();' },
    { 'src/account.ts': 'export const a = (at: Date) => at.toLocaleDateString();' },
    { 'src/account.ts': 'export const a = (name: string) => name.toLocaleUpperCase();' },
    { 'src/account.ts': 'export const a = (at: Date) => at.toDateString();' },
    { 'src/review/review.guards.ts': 'export const { getMonth } = Date.prototype;' },
    { 'src/review/review.guards.ts': 'export const a = new Date(2026, 1, 1);' },
    { 'src/messages/en.ts': "export const a = new Intl.DateTimeFormat('en', { year: 'numeric' });" },
    { 'src/messages/en.ts': 'export const a = Intl.DateTimeFormat();' },
  ],
  {
    'src/time.ts':
      "export const a = (at: string) => new Date(at).getUTCDay(); export const b = new Intl.DateTimeFormat('en', { timeZone: 'UTC' });",
    'src/session/session.ts': 'export const a = (at: Date) => at.getDay();',
  },
);

claim(
  'only session/transit.ts and the stepper know what is inside XState: what it makes of a chart, and the types of its events and effects',
  rules.readsInsideXState,
  source,
  [
    { 'src/explain.ts': "import { getNextTransitions } from 'xstate';" },
    { 'src/inspect/drawing.ts': "import type { AnyStateNode } from 'xstate';" },
    { 'src/testing/explore.ts': 'export const a = (b: B) => b.snapshot._nodes;' },
    { 'src/testing/explore.ts': 'export const a = ({ _nodes: b }: B) => b;' },
    { 'src/inspect/drawing.ts': 'export const a = (b: B) => b.machine.root;' },
    { 'src/inspect/drawing.ts': 'export const a = ({ transitions }: B) => transitions;' },
    { 'src/session/step.ts': "export const a = (id: string) => 'xstate.done.actor.' + id;" },
    { 'src/session/step.ts': "export const a = ({ type }: B) => type === 'xstate.emit';" },
    { 'src/session/step.ts': "export const a = ({ type }: B) => type === 'xstate.assign';" },
  ],
  {
    'src/session/transit.ts': 'export const a = (b: B) => b._nodes;',
    'src/session/stepper.table.ts': 'export const a = (b: B) => b.transitions;',
    'src/explain.ts': "import type { AnyStateMachine } from 'xstate'; export const a = (b: B) => b.machine.config;",
  },
);

claim(
  'a door of the package holds no code of its own',
  rules.codeInDoors,
  source,
  [
    { 'src/subpaths/signup.ts': 'export const a = 1;' },
    { 'src/index.ts': "import { a } from './a.js'; export { a };" },
    { 'src/index.ts': "import './a.js';" },
  ],
  { 'src/index.ts': "export { a, type B } from './a.js';", 'src/a.ts': 'export const a = 1;' },
);

claim(
  'the main entry loads no built-in, no driver, no adapter, no tool and no language',
  rules.burdensOfTheDoor,
  source,
  [
    { 'src/index.ts': "export { a } from './a.js';", 'src/a.ts': "import 'node:fs';" },
    { 'src/index.ts': "import 'pg';" },
    { 'src/index.ts': "export { a } from './storage/memory.js';", 'src/storage/memory.ts': '' },
    { 'src/index.ts': "export { a } from './messages/en.js';", 'src/messages/en.ts': '' },
  ],
  {
    'src/index.ts': "export { a } from './a.js'; export type { B } from './storage/file.js';",
    'src/a.ts': "import { setup } from 'xstate'; import type { B } from 'node:fs';",
    'src/storage/file.ts': "import 'node:fs';",
  },
);

describe('the folder of a feature or a part holds the files of a chart, and nothing else', () => {
  const whole = Object.fromEntries(
    rules.charts.flatMap((chart) =>
      ['schema', 'guards', 'updates', 'machine'].map((kind) => [`src/${chart}/${chart}.${kind}.ts`, '']),
    ),
  );
  for (const feature of ['signup', 'wizard', 'review', 'enrollment', 'association'])
    whole[`src/${feature}/${feature}.states.ts`] = '';
  it('holds', () => expect(rules.unevenFeatures(source)).toEqual([]));
  it('objects to one file too many and one too few', () => {
    const { 'src/review/review.guards.ts': _, 'src/partnerProgram/partnerProgram.machine.ts': __, ...fewer } = whole;
    expect(rules.unevenFeatures(tree(whole))).toEqual([]);
    expect(rules.unevenFeatures(tree({ ...whole, 'src/review/rows.ts': '' }))).toHaveLength(1);
    expect(rules.unevenFeatures(tree(fewer))).toEqual([
      'src/review/review.guards.ts is missing',
      'src/partnerProgram/partnerProgram.machine.ts is missing',
    ]);
  });
});

describe('the public subpaths are written in three places that agree', () => {
  const nameOf = (subpath: string) => (subpath === 'index' ? '.' : `./${subpath}`);

  it('each entry of the build has an export with its four files, and the other way round', () => {
    const built = Object.keys(entry).map((subpath) => {
      const file = (ending: string) => `./dist/${subpath}.${ending}`;
      return [
        nameOf(subpath),
        {
          import: { types: file('d.ts'), default: file('js') },
          require: { types: file('d.cts'), default: file('cjs') },
        },
      ];
    });
    const { './package.json': _, ...exported } = manifest.exports;
    expect(exported).toEqual(Object.fromEntries(built));
  });

  it('each entry of the build is found by its public name in tsconfig.json', () => {
    const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
    const paths = Object.entries(entry).map(([subpath, file]) => [
      nameOf(subpath).replace('.', manifest.name),
      [`./${file}`],
    ]);
    expect(config.compilerOptions.paths).toEqual(Object.fromEntries(paths));
  });
});

it.each([
  // What stands in this repository itself is named by its folder.
  ['package-lock.json', ['examples/portal', '']],
  ['bench/package-lock.json', ['file:..']],
  ['test/peers/package-lock.json', ['vitest-2', 'vitest-3', 'vitest-5']],
  ['test/runtimes/package-lock.json', []],
])('%s says nothing of where a package was downloaded', (path, folders) => {
  const places = readFileSync(`${root}${path}`, 'utf8').matchAll(/"resolved": "(.*)"/g);
  expect([...places].map(([, place]) => place)).toEqual(folders);
});
