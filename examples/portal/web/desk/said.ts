import { type DevelopmentPath, developmentPaths, type PartnerProgram, partnerPrograms } from 'hcpn-registration';
import { describePath, describeProgram } from 'hcpn-registration/messages';
import type { Fact } from '../frame/Facts.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { deskTexts } from '../words/desk.js';
import { fieldTexts } from '../words/fields.js';

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const isPath = (value: unknown): value is DevelopmentPath => developmentPaths.some((each) => each === value);
const isProgram = (value: unknown): value is PartnerProgram => partnerPrograms.some((each) => each === value);

/** What was said, as names and values: each leaf of the event under the labels its form has. */
export function useSaid(said: Readonly<Record<string, unknown>>): Fact[] {
  const catalogue = useCatalogue();
  const words = useTexts(deskTexts);
  const resultCodes: Readonly<Record<string, string>> = words.resultCodes;
  const labels: Readonly<Record<string, { readonly label: string }>> = useTexts(fieldTexts);
  const { time, country } = useFormats();

  const labelOf = (path: readonly string[]) => {
    const own = labels[path.join('.')] ?? labels[path.slice(-2).join('.')];
    if (own !== undefined) return own.label;
    const last = path.at(-1) ?? '';
    return labels[last]?.label ?? last;
  };

  function textOf(path: readonly string[], value: unknown): string {
    const name = path.at(-1);
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (name === 'path' && isPath(value)) return describePath(catalogue, value);
    if (name === 'program' && isProgram(value)) return describeProgram(catalogue, value);
    if (name === 'country' && typeof value === 'string') return country(value);
    if (name === 'resultCode') return resultCodes[String(value)] ?? String(value);
    if (typeof value === 'string' && instant.test(value)) return time(value);
    return String(value);
  }

  const leaves = (value: unknown, path: readonly string[]): Fact[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
      : value === undefined
        ? []
        : [[labelOf(path), textOf(path, value)]];

  const { path, program, ...rest } = said;
  const shown = { ...(isPath(path) ? {} : { path }), ...(isProgram(program) ? {} : { program }), ...rest };
  return distinct(leaves(shown, []));
}

/** The path or program something was said of, by name; null where it was said of none. */
export function useSubject({ path, program }: Readonly<Record<string, unknown>>): string | null {
  const catalogue = useCatalogue();
  if (isPath(path)) return describePath(catalogue, path);
  return isProgram(program) ? describeProgram(catalogue, program) : null;
}

/** Two leaves of one name are told apart by a number. */
function distinct(facts: readonly Fact[]): Fact[] {
  return facts.map(([name, value], place) => {
    const before = facts.slice(0, place).filter(([other]) => other === name).length;
    return [before === 0 ? name : `${name} (${before + 1})`, value];
  });
}
