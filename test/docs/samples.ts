/** A fenced code block of a documentation page. */
export interface Sample {
  readonly page: string;
  /** The line of the page the opening fence stands on. */
  readonly line: number;
  readonly language: 'ts' | 'tsx' | 'js';
  readonly runs: boolean;
  readonly code: string;
}

const fence = /^( *)```(ts|tsx|js)\b([^\n]*)\n([\s\S]*?)^ *```/gm;

/** The samples of a page. A block marked `continued` goes on where the block before it ended: together they are one. */
export function samplesOf(page: string, text: string): Sample[] {
  const samples: Sample[] = [];
  for (const { index, 1: indent = '', 2: language, 3: info = '', 4: block = '' } of text.matchAll(fence)) {
    const words = info.split(/\s+/);
    const line = linesOf(text.slice(0, index)) + 1;
    const code = block.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const before = words.includes('continued') ? samples.pop() : undefined;
    samples.push(
      before === undefined
        ? {
            page,
            line,
            language: language === 'tsx' || language === 'js' ? language : 'ts',
            runs: !words.includes('no-run'),
            code,
          }
        : { ...before, code: before.code + '\n'.repeat(line - before.line - linesOf(before.code)) + code },
    );
  }
  return samples;
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

export function fileNameOf({ page, line, language }: Sample): string {
  return `${page.replaceAll('/', '~')}~${line}.${language}`;
}

/** The sample as a module whose lines carry the numbers they have on the page. */
export function moduleOf({ line, code }: Sample): string {
  return '\n'.repeat(line) + code;
}
