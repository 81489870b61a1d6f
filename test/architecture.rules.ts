import { posix } from 'node:path';
import ts from 'typescript';

/** Paths from the repository root, with `/`, and the text of each file. */
export type SourceTree = ReadonlyMap<string, string>;

const features = ['signup', 'wizard', 'review', 'enrollment', 'association'] as const;
/** Small charts that a feature keeps as data. */
const parts = ['developmentPath', 'partnerProgram'] as const;
/** Everything with the four files of a chart. */
export const charts: readonly string[] = [...features, ...parts];
const featureFiles = ['schema', 'guards', 'updates', 'states', 'machine'] as const;
/** The port of storage, what a key may be and what becomes of one that is too long: all that others know of storage. */
const storagePort: readonly string[] = ['src/storage/port.ts', 'src/storage/key.ts', 'src/storage/sha256.ts'];
/** The modules that touch the world, or that hold test doubles of it. */
const imperative = ['src/session/', 'src/storage/', 'src/testing/', 'src/inspect/'];

interface Import {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  /** The file meant, when the specifier is relative. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, found: (node: ts.Node) => void): void {
  found(node);
  ts.forEachChild(node, (child) => visit(child, found));
}

function at(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${lineOf(file, node)}`;
}

function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

/** True when the compiler drops the whole import: `import type`, or every name in it marked `type`. */
function isErased(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    const names = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : undefined;
    return node.isTypeOnly || (names !== undefined && names.length > 0 && names.every((name) => name.isTypeOnly));
  }
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function importsOf(path: string, text: string): Import[] {
  const file = parse(path, text);
  const imports: Import[] = [];
  const add = (node: ts.Node, specifier: string, typeOnly: boolean) => {
    imports.push({ from: path, line: lineOf(file, node), specifier, target: resolve(path, specifier), typeOnly });
  };
  visit(file, (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      if (ts.isStringLiteral(node.moduleSpecifier)) add(node, node.moduleSpecifier.text, isErased(node));
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) add(node, node.argument.literal.text, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier && ts.isStringLiteralLike(specifier)) add(node, specifier.text, false);
    }
  });
  return imports;
}

function allImports(tree: SourceTree): Import[] {
  return [...tree].flatMap(([path, text]) => importsOf(path, text));
}

type Layer =
  | 'door'
  | 'session'
  | 'storage'
  | 'testing'
  | 'inspect'
  | 'registration'
  | 'feature'
  | 'part'
  | 'messages'
  | 'root';

function layerOf(path: string): Layer | undefined {
  if (path === 'src/index.ts' || path.startsWith('src/subpaths/')) return 'door';
  const [, folder = '', file] = path.split('/');
  if (file === undefined) return 'root';
  if (features.some((feature) => feature === folder)) return 'feature';
  if (parts.some((part) => part === folder)) return 'part';
  const layers: readonly Layer[] = ['session', 'storage', 'testing', 'inspect', 'registration', 'messages'];
  return layers.find((layer) => layer === folder);
}

/** For each layer, the layers it may import besides itself. */
const below: Readonly<Record<Layer, readonly Layer[]>> = {
  door: ['session', 'storage', 'registration', 'feature', 'part', 'root'],
  session: ['storage', 'registration', 'feature', 'root'],
  storage: ['root'],
  testing: ['session', 'storage', 'registration', 'feature', 'messages', 'root'],
  inspect: ['session', 'registration', 'feature', 'part', 'root'],
  registration: ['feature', 'part', 'root'],
  feature: ['part', 'root'],
  part: ['root'],
  messages: ['root'],
  root: [],
};

const folderOf = (path: string) => posix.dirname(path);

function featureRank(path: string): number {
  return featureFiles.findIndex((kind) => path.endsWith(`.${kind}.ts`));
}

function mistake({ from, line, specifier }: Import, why: string): string {
  return `${from}:${line} imports '${specifier}': ${why}`;
}

/** Every import of `src` that does not point downwards. */
export function upwardImports(tree: SourceTree): string[] {
  return allImports(tree).flatMap((edge) => {
    if (edge.target === undefined) return [];
    const from = layerOf(edge.from);
    const to = layerOf(edge.target);
    if (from === undefined || to === undefined) return [mistake(edge, 'it lies in a folder no layer is named after')];
    if (from === to ? from === 'door' : !below[from].includes(to)) {
      return [mistake(edge, `${from} may not import ${to}`)];
    }
    return [];
  });
}

/** A feature does not know the other features, nor a part the other parts. */
export function importsBetweenSiblings(tree: SourceTree): string[] {
  return allImports(tree).flatMap((edge) => {
    if (edge.target === undefined) return [];
    const layer = layerOf(edge.from);
    return (layer === 'feature' || layer === 'part') &&
      layer === layerOf(edge.target) &&
      folderOf(edge.from) !== folderOf(edge.target)
      ? [mistake(edge, `a ${layer} does not know the other ${layer}s`)]
      : [];
  });
}

/** Inside a feature or a part the order is schema, guards, updates, states, machine. */
export function importsAgainstFeatureOrder(tree: SourceTree): string[] {
  return allImports(tree).flatMap((edge) => {
    const layer = layerOf(edge.from);
    return edge.target !== undefined &&
      (layer === 'feature' || layer === 'part') &&
      folderOf(edge.from) === folderOf(edge.target) &&
      featureRank(edge.target) >= featureRank(edge.from)
      ? [mistake(edge, `inside a ${layer} the order is ${featureFiles.join(', ')}`)]
      : [];
  });
}

/** An adapter knows the port, what names a company, what it may be given and how to say what is wrong, and nothing else of ours. */
export function importsOfStorage(tree: SourceTree): string[] {
  const known = ['arguments', 'company', 'errors', 'fields', 'issue'].map((name) => `src/${name}.ts`);
  return allImports(tree).flatMap((edge) =>
    edge.target !== undefined &&
    edge.from.startsWith('src/storage/') &&
    !edge.target.startsWith('src/storage/') &&
    !known.includes(edge.target)
      ? [mistake(edge, 'storage imports only its port, arguments, company, errors, fields and issue')]
      : [],
  );
}

/** Outside `storage` and `testing`, only the port of storage is known, never an adapter. */
export function importsOfAdapters(tree: SourceTree): string[] {
  return allImports(tree).flatMap((edge) =>
    edge.target?.startsWith('src/storage/') &&
    !storagePort.includes(edge.target) &&
    !edge.from.startsWith('src/storage/') &&
    !edge.from.startsWith('src/testing/')
      ? [mistake(edge, 'only the port of storage may be known here')]
      : [],
  );
}

export function circularImports(tree: SourceTree): string[] {
  const graph = new Map<string, string[]>();
  for (const edge of allImports(tree)) {
    if (edge.target && !edge.typeOnly) graph.set(edge.from, [...(graph.get(edge.from) ?? []), edge.target]);
  }
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) circles.push([...trail.slice(start), path].join(' -> '));
    if (start >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return circles;
}

export function missingImportTargets(tree: SourceTree): string[] {
  return allImports(tree).flatMap((edge) =>
    edge.target !== undefined && !tree.has(edge.target) ? [mistake(edge, 'there is no such file')] : [],
  );
}

function findings(tree: SourceTree, found: (node: ts.Node) => string | undefined): string[] {
  return [...tree].flatMap(([path, text]) => {
    const file = parse(path, text);
    const result: string[] = [];
    visit(file, (node) => {
      const what = found(node);
      if (what !== undefined) result.push(`${at(file, node)} ${what}`);
    });
    return result;
  });
}

export function anyTypes(tree: SourceTree): string[] {
  return findings(tree, (node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'writes `any`' : undefined));
}

export function silencedErrors(tree: SourceTree): string[] {
  return [...tree].flatMap(([path, text]) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        /(\/\/|\/?\*)\s*@ts-(ignore|nocheck)/.test(line) ? [`${path}:${index + 1} silences the compiler`] : [],
      ),
  );
}

export function starExports(tree: SourceTree): string[] {
  return findings(tree, (node) =>
    ts.isExportDeclaration(node) && (!node.exportClause || ts.isNamespaceExport(node.exportClause))
      ? 'exports everything of another file'
      : undefined,
  );
}

export function defaultExports(tree: SourceTree): string[] {
  return findings(tree, (node) => {
    const names = ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause);
    const renamed = names ? node.exportClause.elements.some((name) => name.name.text === 'default') : false;
    return renamed || ts.isExportAssignment(node) || (node.kind === ts.SyntaxKind.DefaultKeyword && isExported(node))
      ? 'has a default export'
      : undefined;
  });
}

function isExported(node: ts.Node): boolean {
  return ts.canHaveModifiers(node.parent) && (ts.getModifiers(node.parent)?.includes(node as ts.Modifier) ?? false);
}

/** `import { z } from 'zod'` carries every locale of zod into a bundle. */
export function bundledLocales(tree: SourceTree): string[] {
  return findings(tree, (node) => {
    if (!ts.isImportDeclaration(node) || isErased(node)) return undefined;
    if (!ts.isStringLiteral(node.moduleSpecifier) || !/^zod(\/|$)/.test(node.moduleSpecifier.text)) return undefined;
    const bindings = node.importClause?.namedBindings;
    const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
    const takesZ = named.some((name) => (name.propertyName ?? name.name).text === 'z');
    return takesZ || node.importClause?.name ? "imports z by name instead of `import * as z from 'zod'`" : undefined;
  });
}

export function vagueFileNames(tree: SourceTree): string[] {
  return [...tree.keys()].filter((path) => /(^|[./])(utils?|types|helpers?|common)\.[cm]?tsx?$/.test(path));
}

const worldly = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'console',
  'process',
  'performance',
  'crypto',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'randomUUID',
  'getRandomValues',
  'require',
]);

function isNameOnly(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  const named = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent);
  return named || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) ? parent.name === node : false;
}

function worldlyUse(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && worldly.has(node.text) && !isNameOnly(node)) return `uses ${node.text}`;
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    if (text === 'Date.now' || text === 'Math.random' || text.startsWith('globalThis.')) return `uses ${text}`;
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'uses Date()';
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return 'uses new Date()';
  if (ts.isStringLiteralLike(node) && node.text.startsWith('node:')) return `names ${node.text}`;
  return undefined;
}

/** Clocks, randomness and I/O in the modules that must answer the same for the same arguments. */
export function worldlyModules(tree: SourceTree): string[] {
  const pure = new Map([...tree].filter(([path]) => !imperative.some((folder) => path.startsWith(folder))));
  return findings(pure, worldlyUse);
}

/** What a date or a text says in the time zone or the language of the computer. */
const local =
  /^(?:[gs]et(?:Day|Date|Month|Year|FullYear|Hours|Minutes|Seconds|Milliseconds)|getTimezoneOffset|toLocale\w*|to(?:Date|Time)String)$/;

function localUse(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && local.test(node.name.text)) return `uses ${node.name.text}`;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    if (local.test(node.argumentExpression.text)) return `uses ${node.argumentExpression.text}`;
  }
  if (ts.isBindingElement(node)) {
    const name = (node.propertyName ?? node.name).getText();
    if (local.test(name)) return `uses ${name}`;
  }
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  const { expression, arguments: given = [] } = node;
  if (expression.getText() === 'Date' && given.length > 1) return 'makes a date of local parts';
  if (expression.getText() !== 'Intl.DateTimeFormat') return undefined;
  const [, options] = given;
  const named = options !== undefined && ts.isObjectLiteralExpression(options) ? options.properties : [];
  return named.some((property) => property.name?.getText() === 'timeZone') ? undefined : 'formats without a time zone';
}

/** Whatever depends on where the computer stands, in the modules that must answer the same everywhere. */
export function localModules(tree: SourceTree): string[] {
  const pure = new Map([...tree].filter(([path]) => !imperative.some((folder) => path.startsWith(folder))));
  return findings(pure, localUse);
}

/** What loading a file at run time loads: files of ours, and packages or built-ins by name. */
function reachableFrom(tree: SourceTree, start: string): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const queue = [start];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const text = tree.get(path);
    if (text === undefined || files.has(path)) continue;
    files.add(path);
    for (const edge of importsOf(path, text)) {
      if (edge.typeOnly) continue;
      if (edge.target === undefined) packages.add(edge.specifier);
      else queue.push(edge.target);
    }
  }
  return { files: [...files].sort(), packages: [...packages].sort() };
}

/** The files that lean on what is inside XState. */
const filesInside = ['transit', 'stepper', 'stepper.table', 'stepper.actions'].map((name) => `src/session/${name}.ts`);
/** What XState makes of a chart, by its names for it: another major has other ones, or tells nothing of guards and targets. */
const insides = ['_nodes', 'root', 'transitions', 'ownEvents', 'idMap', 'definition', 'getStateNodeById'];
const insideImports = [
  'getNextTransitions',
  'AnyStateNode',
  'StateNode',
  'AnyTransitionDefinition',
  'TransitionDefinition',
];
/** The events by which it tells of an actor's end, and what it asks of whoever carries a transition out. */
const insideTypes = /^xstate\.(?:(?:done|error)\.(?:actor|state)|spawnChild|emit|assign)/;

function insideUse(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && insides.includes(node.name.text)) return `reads ${node.name.text}`;
  if (ts.isBindingElement(node)) {
    const name = (node.propertyName ?? node.name).getText();
    if (ts.isObjectBindingPattern(node.parent) && insides.includes(name)) return `reads ${name}`;
  }
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node))
    return insideTypes.test(node.text) ? `names ${node.text}` : undefined;
  if (!ts.isImportSpecifier(node)) return undefined;
  const name = (node.propertyName ?? node.name).text;
  return insideImports.includes(name) ? `imports ${name}` : undefined;
}

/** Namespaces that zod passes on: esbuild keeps all of one for any member that is read. */
const passedOn = ['core', 'regexes', 'locales', 'util'];

/** A schema of `zod` has a method for whatever can be asked of it, and a page gets them all. */
export function wholeZod(tree: SourceTree): string[] {
  return findings(tree, (node) => {
    if (ts.isPropertyAccessExpression(node))
      return node.expression.getText() === 'z' && passedOn.includes(node.name.text)
        ? `reads z.${node.name.text}, of which a bundle then keeps everything`
        : undefined;
    if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return undefined;
    const from = node.moduleSpecifier;
    return from && ts.isStringLiteral(from) && from.text === 'zod' ? 'imports zod whole, not zod/mini' : undefined;
  });
}

/** A door loads every other when the package is built: code of its own would be run before what it is made of is there. */
export function codeInDoors(tree: SourceTree): string[] {
  const doors = [...tree].filter(([path]) => layerOf(path) === 'door').map(([path, text]) => parse(path, text));
  return doors.flatMap((file) =>
    file.statements
      .filter((statement) => !ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined)
      .map((statement) => `${at(file, statement)} is not passed on from another file`),
  );
}

/** Charts are read as they are written, not as XState tells them: only what steps knows what is inside a machine. */
export function readsInsideXState(tree: SourceTree): string[] {
  return findings(new Map([...tree].filter(([path]) => !filesInside.includes(path))), insideUse);
}

/** What the main entry pulls in and must not: a built-in, a package that is not ours to need, an adapter. */
export function burdensOfTheDoor(tree: SourceTree): string[] {
  const { files, packages } = reachableFrom(tree, 'src/index.ts');
  const wanted = /^(xstate|zod|immer|@noble\/hashes)(\/|$)/;
  return [
    ...packages.filter((name) => !wanted.test(name)),
    ...files.filter((path) => /^src\/(storage|testing|inspect|messages)\//.test(path) && !storagePort.includes(path)),
  ];
}

/**
 * The folder of a feature holds its schema, guards, updates, states and machine, and nothing else; that of a part has
 * no states of its own, for no larger chart takes them over.
 */
export function unevenFeatures(tree: SourceTree): string[] {
  return charts.flatMap((chart) => {
    const folder = `src/${chart}/`;
    const kinds = parts.some((part) => part === chart)
      ? featureFiles.filter((kind) => kind !== 'states')
      : featureFiles;
    const wanted = kinds.map((kind) => `${folder}${chart}.${kind}.ts`);
    const present = [...tree.keys()].filter((path) => path.startsWith(folder));
    return [
      ...wanted.filter((path) => !present.includes(path)).map((path) => `${path} is missing`),
      ...present.filter((path) => !wanted.includes(path)).map((path) => `${path} does not belong there`),
    ];
  });
}
