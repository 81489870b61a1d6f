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

export function samplesOf(page: string, text: string): Sample[] {
  return [...text.matchAll(fence)].map(({ index, 1: indent = '', 2: language, 3: info = '', 4: code = '' }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language: language === 'tsx' || language === 'js' ? language : 'ts',
    runs: !info.split(/\s+/).includes('no-run'),
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

export function fileNameOf({ page, line, language }: Sample): string {
  return `${page.replaceAll('/', '~')}~${line}.${language}`;
}

/** The sample as a module whose lines carry the numbers they have on the page. */
export function moduleOf({ line, code }: Sample): string {
  return '\n'.repeat(line) + code;
}
