import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { EligibilityTarget } from '../src/eligibility.js';
import { eligibilityRows } from '../src/eligibility.rows.js';
import type { IssueCode } from '../src/issue.js';

/** The charts the road is made of. */
export const features = ['signup', 'wizard', 'review', 'enrollment', 'association'] as const;

/** A chart the road is made of. */
export type Feature = (typeof features)[number];

/** The small charts that enrollment keeps: one a path, one a program. */
export const parts = ['developmentPath', 'partnerProgram'] as const;

/** A small chart that enrollment keeps. */
export type Part = (typeof parts)[number];

/** What stands in the source of a function and of everything it calls. */
export interface Reach {
  /** Every code it may find an issue with. */
  readonly codes: readonly IssueCode[];
  /** Those of them that it does not get from a kept chart or from the table of eligibility. */
  readonly own: readonly IssueCode[];
  /** Rules of the domain named in its comments, and those of the rows of eligibility it reads. */
  readonly rules: readonly string[];
  /** The kept charts whose rules it asks. */
  readonly asks: readonly Part[];
  /** The kinds of target for which it reads the table of eligibility. */
  readonly reads: readonly EligibilityTarget['kind'][];
}

/** What the documentation reads off the source, because no value of the package holds it. */
export interface Reading {
  /** By name: the rules behind the guards. */
  readonly guards: ReadonlyMap<string, Reach>;
  /** By name: what an action may leave in `trouble`. */
  readonly actions: ReadonlyMap<string, Reach>;
  /** By name: the comment on a port. */
  readonly ports: ReadonlyMap<string, string>;
}

/** Files whose functions answer for every rule alike; what they refuse is said once for all. */
const shared =
  /\/(?:[A-Za-z]+\.schema|rules|owner|policy|policy\.sound|input|updates|events|issue|kept|explain|snapshot|eligibility(?:\.rows)?)\.ts$/;

/**
 * Reads the guards, updates and ports of every chart with the compiler; nothing is executed.
 * A code belongs to a rule if its `issue(...)`, or a row of eligibility that bears it, can be reached from the rule,
 * so no refusal is missing from the list.
 */
export function readSource(): Reading {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const fileOf = (path: string) => `${root}src/${path}`;
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([fileOf('registration/registration.rules.ts')], options);
  const checker = program.getTypeChecker();

  const table = (path: string, name: string) => membersOf(program.getSourceFile(fileOf(path)), name);
  const rulesOf = (chart: Feature | Part) => table(`${chart}/${chart}.guards.ts`, `${chart}Rules`);
  const kept = new Map<Part, readonly Member[]>(parts.map((part) => [part, rulesOf(part)]));
  const reach = (members: readonly Member[]) =>
    members.map(({ name, node }) => [name, reachOf(node, checker, kept)] as const);
  const charts = [...features, ...parts];
  return {
    guards: new Map([
      ...charts.flatMap((chart) => reach(rulesOf(chart))),
      ...['roadRules', 'applyRules', 'partnerRules', 'heldRules'].flatMap((name) =>
        reach(table('registration/registration.rules.ts', name)),
      ),
      ...reach(table('policy.events.ts', 'policyRules')),
    ]),
    actions: new Map(charts.flatMap((chart) => reach(table(`${chart}/${chart}.updates.ts`, `${chart}Updates`)))),
    ports: new Map(
      charts.flatMap((chart) =>
        table(`${chart}/${chart}.schema.ts`, 'ports').map(({ name, node }) => [name, commentOn(node.parent)] as const),
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
function reachOf(start: ts.Node, checker: ts.TypeChecker, kept: ReadonlyMap<Part, readonly Member[]>): Reach {
  const own = new Set<IssueCode>();
  const given = new Set<IssueCode>();
  const rules = new Set<string>();
  const asks = new Set<Part>();
  const reads = new Set<EligibilityTarget['kind']>();
  const seen = new Set<ts.Node>();

  const enter = (node: ts.Node) => {
    if (seen.has(node) || shared.test(node.getSourceFile().fileName)) return;
    seen.add(node);
    const part = parts.find((each) => isMachineOf(node, each));
    if (part !== undefined) {
      asks.add(part);
      for (const member of kept.get(part) ?? [])
        for (const code of reachOf(member.node, checker, kept).codes) given.add(code);
      return;
    }
    for (const rule of commentOn(node).match(/R-\d{3}/g) ?? []) rules.add(rule);
    if (!answersYesOrNo(node)) walk(node);
  };

  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || decidesOnly(node)) return;
    if (ts.isCallExpression(node)) {
      const only = onlyCode(node);
      if (only !== undefined) {
        const { own: found, codes, reads: kinds } = reachOf(only.of, checker, kept);
        for (const each of found.filter((found) => found === only.code)) own.add(each);
        for (const each of codes.filter((found) => found === only.code)) given.add(each);
        for (const row of rowsOf(kinds).filter(({ code }) => code === only.code)) rules.add(row.rule);
        return;
      }
      const name = ts.isIdentifier(node.expression) ? node.expression.text : '';
      const [first, second] = node.arguments;
      // What a parameter must look like is no rule of the domain.
      if (name === 'assertArguments') return;
      if (name === 'onArguments') {
        if (second !== undefined) walk(second);
        return;
      }
      if (name === 'issue') for (const each of writtenCodes(first)) own.add(each);
      if (name === 'approvalIssues')
        for (const row of eligibilityRows.filter(({ atApproval }) => atApproval === true)) {
          given.add(row.code);
          rules.add(row.rule);
        }
      if (name === 'blockersOf') {
        const kind = kindOf(second);
        reads.add(kind);
        for (const row of rowsOf([kind])) {
          given.add(row.code);
          rules.add(row.rule);
        }
      }
    }
    if (ts.isPropertyAccessExpression(node)) {
      const member = memberOf(node, checker);
      if (member !== undefined) {
        enter(member);
        return;
      }
    }
    if (ts.isIdentifier(node)) for (const declaration of declarationsOf(node, checker)) enter(declaration);
    ts.forEachChild(node, walk);
  };

  for (const rule of commentOn(start.parent).match(/R-\d{3}/g) ?? []) rules.add(rule);
  walk(start);
  return {
    codes: [...new Set([...own, ...given])].sort(),
    own: [...own].sort(),
    rules: [...rules].sort(),
    asks: [...asks],
    reads: [...reads],
  };
}

/** The member of an object that is written out: the others are not meant. */
function memberOf({ expression, name }: ts.PropertyAccessExpression, checker: ts.TypeChecker): ts.Node | undefined {
  const member = checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (member !== undefined && ts.isPropertyAssignment(member)) return member;
  const [holder] = ts.isIdentifier(expression) ? declarationsOf(expression, checker) : [];
  if (holder === undefined || !ts.isVariableDeclaration(holder) || holder.initializer === undefined) return undefined;
  const { initializer } = holder;
  if (!ts.isObjectLiteralExpression(initializer)) return undefined;
  return initializer.properties.find(
    (property) => ts.isPropertyAssignment(property) && property.name.getText() === name.text,
  );
}

/** The codes written out as the first argument of `issue(...)`: one, or one of two. */
function writtenCodes(written: ts.Expression | undefined): IssueCode[] {
  if (written === undefined) return [];
  if (ts.isStringLiteral(written)) return [written.text as IssueCode];
  return ts.isConditionalExpression(written)
    ? [...writtenCodes(written.whenTrue), ...writtenCodes(written.whenFalse)]
    : [];
}

const rowsOf = (kinds: readonly EligibilityTarget['kind'][]) =>
  eligibilityRows.filter(({ kind }) => kinds.includes(kind));

/** Whether a node declares the machine of a kept chart: it stands for the rules of that chart. */
function isMachineOf(node: ts.Node, part: Part): boolean {
  return ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === `${part}Machine`;
}

/** The kind of target a call of `eligibility` names; it has to be written out there. */
function kindOf(target: ts.Expression | undefined): EligibilityTarget['kind'] {
  const written =
    target !== undefined && ts.isObjectLiteralExpression(target)
      ? target.properties.flatMap((property) =>
          ts.isPropertyAssignment(property) &&
          property.name.getText() === 'kind' &&
          ts.isStringLiteral(property.initializer)
            ? [property.initializer.text]
            : [],
        )
      : [];
  const found = eligibilityRows.find(({ kind }) => kind === written[0])?.kind;
  if (found === undefined) throw new Error(`No kind of target can be read off "${target?.getText() ?? ''}"`);
  return found;
}

/** What `found.filter(({ code }) => code === 'some.code')` leaves of what was found. */
function onlyCode({ expression, arguments: given }: ts.CallExpression): { of: ts.Node; code: string } | undefined {
  const [test] = given;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'filter') return undefined;
  if (test === undefined || !ts.isArrowFunction(test) || !ts.isBinaryExpression(test.body)) return undefined;
  const { left, operatorToken, right } = test.body;
  return left.getText() === 'code' &&
    operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken &&
    ts.isStringLiteral(right)
    ? { of: expression.expression, code: right.text }
    : undefined;
}

/** Whether a part of a rule says only whether the rule applies, and refuses nothing. */
function decidesOnly(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && ['when', 'which'].includes(node.name.getText());
}

/** Whether a function answers yes or no: what it looks at to do so is no refusal of whoever asks it. */
function answersYesOrNo(node: ts.Node): boolean {
  return ts.isFunctionDeclaration(node) && node.type?.kind === ts.SyntaxKind.BooleanKeyword;
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
