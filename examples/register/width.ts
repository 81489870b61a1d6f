import { stripVTControlCharacters } from 'node:util';

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/** What may not stand at the beginning of a line. */
const closing = '，。：；、！？”）》';

const pieces = new RegExp(`[ ]?(?:${wide.source}[${closing}]*|(?:(?!${wide.source})[^ ])+[${closing}]*)|[ ]`, 'g');

/** How many columns of a terminal a text takes: those of Chinese characters count twice. */
export function widthOf(text: string): number {
  const plain = stripVTControlCharacters(text);
  return plain.length + (plain.match(wide)?.length ?? 0);
}

/** A text filled up with spaces to a width. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Breaks a text between words, or between Chinese characters, where the terminal ends, and indents what follows. */
export function wrapped(text: string, indent: number, columns: number | undefined): string {
  if (columns === undefined || widthOf(text) <= columns) return text;
  const lines = [''];
  for (const piece of text.match(pieces) ?? []) {
    const begun = lines.at(-1) ?? '';
    if (begun.trim() !== '' && widthOf(begun) + widthOf(piece) > columns)
      lines.push(`${' '.repeat(indent)}${piece.trimStart()}`);
    else lines[lines.length - 1] = begun + piece;
  }
  return lines.join('\n');
}
