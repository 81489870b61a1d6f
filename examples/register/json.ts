/** The first place at which a text stops being JSON, and what should stand there. */
export interface SyntaxFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

const space = /[ \t\r\n]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

/** Finds the fault of a text that `JSON.parse` refuses; its own message would quote the text. */
export function syntaxFault(text: string): SyntaxFault | null {
  let at = 0;

  function take(token: RegExp | string): boolean {
    at += matchLength(space);
    const length = typeof token === 'string' ? (text.startsWith(token, at) ? token.length : 0) : matchLength(token);
    at += length;
    return length > 0;
  }

  function matchLength(token: RegExp): number {
    token.lastIndex = at;
    return token.exec(text)?.[0].length ?? 0;
  }

  /** What is missing, or null. */
  function value(): string | null {
    if (take('{')) return list('}', member);
    if (take('[')) return list(']', value);
    return take(string) || take(scalar) ? null : 'a value';
  }

  function member(): string | null {
    if (!take(string)) return 'a name in double quotes';
    return take(':') ? value() : 'a colon';
  }

  function list(end: string, item: () => string | null): string | null {
    if (take(end)) return null;
    do {
      const missing = item();
      if (missing !== null) return missing;
    } while (take(','));
    return take(end) ? null : `a comma or ${end}`;
  }

  const missing = value() ?? (take(/\S/y) ? 'nothing more' : null);
  if (missing === null) return null;
  if (missing === 'nothing more') at -= 1;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected: missing };
}
