import ts from 'typescript';

/**
 * The code of a module in which whatever is made at the top can be left out by a bundler where nothing uses it: each value
 * is made in a function of its own that is marked as pure. Marks on calls alone would not do: a spread, a destructured
 * list or a member that is read keeps what it touches.
 */
export function shakable(code: string): string {
  const file = ts.createSourceFile('module.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const edits = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap((declaration, place) => editOf(declaration, `made${place}$`));
  return edits.reduceRight((text, { from, to, by }) => text.slice(0, from) + by + text.slice(to), code);
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

function editOf({ name, initializer }: ts.VariableDeclaration, made: string): Edit[] {
  if (initializer === undefined || isInert(initializer)) return [];
  const value = pure(initializer.getText());
  if (ts.isIdentifier(name)) return [{ from: initializer.getStart(), to: initializer.getEnd(), by: value }];
  const parts = name.elements.map((element) => {
    if (!isPlainMember(element)) throw new SyntaxError(`Nothing is known of how to take apart ${name.getText()}.`);
    return `${element.name.text} = ${pure(`${made}.${(element.propertyName ?? element.name).text}`)}`;
  });
  return [{ from: name.getStart(), to: initializer.getEnd(), by: [`${made} = ${value}`, ...parts].join(', ') }];
}

/** `{ member }` or `{ member: name }`. */
function isPlainMember(element: ts.ArrayBindingElement): element is ts.BindingElement & {
  readonly name: ts.Identifier;
  readonly propertyName?: ts.Identifier;
} {
  if (!ts.isBindingElement(element) || !ts.isObjectBindingPattern(element.parent)) return false;
  const { name, propertyName, dotDotDotToken, initializer } = element;
  const isPlain = dotDotDotToken === undefined && initializer === undefined && ts.isIdentifier(name);
  return isPlain && (propertyName === undefined || ts.isIdentifier(propertyName));
}

function pure(expression: string): string {
  return `/* @__PURE__ */ (() => (${expression}))()`;
}

/** Whether making a value does nothing a bundler would ask about. */
function isInert(value: ts.Node): boolean {
  if (ts.isObjectLiteralExpression(value)) return value.properties.every(isInertMember);
  if (ts.isArrayLiteralExpression(value)) return value.elements.every(isInert);
  const isFunction = ts.isArrowFunction(value) || ts.isFunctionExpression(value);
  return isFunction || ts.isIdentifier(value) || ts.isLiteralExpression(value) || inertWords.has(value.kind);
}

const inertWords: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
]);

function isInertMember(member: ts.ObjectLiteralElementLike): boolean {
  if (ts.isShorthandPropertyAssignment(member)) return true;
  if (!ts.isPropertyAssignment(member) && !ts.isMethodDeclaration(member)) return false;
  return !ts.isComputedPropertyName(member.name) && (!ts.isPropertyAssignment(member) || isInert(member.initializer));
}
