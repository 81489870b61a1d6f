import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { developmentPaths, eligibilityRows, partnerPrograms } from '../src/eligibility.js';
import type { IssueCode } from '../src/issue.js';

/** The charts that have a folder of their own. */
export const features = ['signup', 'wizard', 'review', 'enrollment', 'association'] as const;

/** A chart that has a folder of its own. */
export type Feature = (typeof features)[number];

/** What stands in the source of a function and of everything it calls. */
export interface Reach {
  /** Every code it may find an issue with. */
  readonly codes: readonly IssueCode[];
  /** Rules of the domain named in its comments. */
  readonly rules: readonly string[];
}

/** What the documentation reads off the source, because no value of the package holds it. */
export interface Reading {
  /** By chart and name: the rules behind the guards. */
  readonly guards: ReadonlyMap<string, Reach>;
  /** By name: what an action may leave in `trouble`. */
  readonly actions: ReadonlyMap<string, Reach>;
  /** By name: the comment on a port. */
  readonly ports: ReadonlyMap<string, string>;
}

/** Files whose functions answer for every rule alike; what they refuse is said once for all. */
const shared = /\/(?:[a-z]+\.schema|rules|updates|events|issue|eligibility)\.ts$/;

/**
 * Reads the guards, updates and ports of every chart with the compiler.
 * A code belongs to a rule if its `issue(...)` can be reached from the rule, so no refusal is missing from the list.
 */
export function readSource(): Reading {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const fileOf = (path: string) => `${root}src/${path}`;
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([fileOf('registration/registration.rules.ts')], options);
  const checker = program.getTypeChecker();

  const table = (path: string, name: string) => membersOf(program.getSourceFile(fileOf(path)), name);
  const reach = (members: readonly Member[]) =>
    members.map(({ name, node }) => [name, reachOf(node, checker)] as const);
  const charts = features.map((feature) => [feature, `${feature}/${feature}`] as const);
  return {
    guards: new Map([
      ...charts.flatMap(([chart, path]) => reach(table(`${path}.guards.ts`, `${chart}Rules`))),
      ...['roadRules', 'applyRules'].flatMap((name) => reach(table('registration/registration.rules.ts', name))),
    ]),
    actions: new Map(charts.flatMap(([chart, path]) => reach(table(`${path}.updates.ts`, `${chart}Updates`)))),
    ports: new Map(
      charts.flatMap(([chart, path]) =>
        table(`${path}.schema.ts`, `${chart}Ports`).map(({ name, node }) => [name, commentOn(node.parent)] as const),
      ),
    ),
  };
}

interface Member {
  readonly name: string;
  readonly node: ts.Node;
}

/** The members of an object that a file declares under a name. */
function membersOf(file: ts.SourceFile | undefined, name: string): Member[] {
  const declared = file?.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find((declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name)?.initializer;
  if (declared === undefined || !ts.isObjectLiteralExpression(declared)) return [];
  return declared.properties.flatMap((property): Member[] => {
    if (ts.isShorthandPropertyAssignment(property)) return [{ name: property.name.text, node: property.name }];
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return [];
    return [{ name: property.name.text, node: property.initializer }];
  });
}

/** Everything in reach of a node: what it and the functions it names refuse. */
function reachOf(start: ts.Node, checker: ts.TypeChecker): Reach {
  const codes = new Set<IssueCode>();
  const rules = new Set<string>();
  const seen = new Set<ts.Node>();

  const enter = (node: ts.Node) => {
    if (seen.has(node) || shared.test(node.getSourceFile().fileName)) return;
    seen.add(node);
    for (const rule of commentOn(node).match(/R-\d{3}/g) ?? []) rules.add(rule);
    walk(node);
  };

  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || decidesOnly(node)) return;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const [first] = node.arguments;
      const said = first !== undefined && ts.isStringLiteral(first) ? first.text : undefined;
      if (node.expression.text === 'issue' && said !== undefined) codes.add(said as IssueCode);
      if (node.expression.text === 'eligibilityIssues')
        for (const blocker of blockers(said)) {
          codes.add(blocker.code);
          rules.add(blocker.rule);
        }
    }
    if (ts.isPropertyAccessExpression(node)) {
      // One member of an object that is written out here: the others are not meant.
      const member = checker.getSymbolAtLocation(node.name)?.valueDeclaration;
      if (member !== undefined && ts.isPropertyAssignment(member)) {
        enter(member);
        return;
      }
    }
    if (ts.isIdentifier(node)) for (const declaration of declarationsOf(node, checker)) enter(declaration);
    ts.forEachChild(node, walk);
  };

  for (const rule of commentOn(start.parent).match(/R-\d{3}/g) ?? []) rules.add(rule);
  walk(start);
  return { codes: [...codes].sort(), rules: [...rules].sort() };
}

/** Whether a part of a rule says only whether the rule applies, and refuses nothing. */
function decidesOnly(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && ['when', 'which'].includes(node.name.getText());
}

/** The functions and values of this package that an identifier stands for. */
function declarationsOf(name: ts.Identifier, checker: ts.TypeChecker): ts.Node[] {
  const found = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  const symbol = found !== undefined && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  return (symbol?.declarations ?? []).flatMap((declaration): ts.Node[] => {
    if (!declaration.getSourceFile().fileName.includes('/src/')) return [];
    if (ts.isFunctionDeclaration(declaration) || ts.isVariableDeclaration(declaration)) return [declaration];
    // A name taken out of a call's result, such as `rule` out of `ruleBook(...)`: what was given to the call counts.
    const taken = ts.isBindingElement(declaration) ? declaration.parent.parent : undefined;
    return taken !== undefined && ts.isVariableDeclaration(taken) ? [taken] : [];
  });
}

function commentOn(node: ts.Node): string {
  const holder = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return ts
    .getJSDocCommentsAndTags(holder)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ');
}

/** The blockers of one kind of choice, each with the code it answers when everything is against the choice. */
export function blockers(kind: string | undefined) {
  const facts = { paths: developmentPaths, programs: partnerPrograms, invitations: [] };
  return eligibilityRows
    .filter((row) => row.kind === kind)
    .flatMap((row) => {
      const found = row.blocks(facts);
      return found === null ? [] : [{ ...row, code: found.code }];
    });
}
