import { errorCodes, RegistrationError } from '../src/errors.js';
import type { IssueCode } from '../src/issue.js';
import { en } from '../src/messages/en.js';
import { createPolicy, type Site, sites } from '../src/policy.js';
import { type Origin, originAt, policySources, type SettingOrigin } from '../src/policy.sources.js';
import { code, domainRules, domainSources, page, reachOfRule, ruleLink, sourceLink, table } from './markdown.js';

/** The English text of a code, with the names of its parameters in braces. */
export function messageOf(issueCode: IssueCode): string {
  const named = new Proxy({}, { get: (_target, name) => `{${String(name)}}` });
  return (en.issues[issueCode] as (params: object) => string)(named);
}

/** All issue codes, in the order they are declared in. */
export const issueCodes = Object.keys(en.issues) as IssueCode[];

/** All issue codes with their text, all error codes with their advice. */
export function codesPage(): string {
  const subjects = grouped(issueCodes, (issueCode) => issueCode.split('.')[0] ?? '');
  return page(
    '# Codes',
    '',
    'An **issue** says what is wrong with an act: a code, a path into the event or the registration, and parameters. It never is an',
    "exception. The text is `describeIssue(en, issue)` of `hcpn-registration/messages/en`; words in braces are the issue's parameters.",
    'An **error** is a `RegistrationError`: something is wrong with how the package is used, or with the world around it.',
    '',
    '## Issues',
    '',
    [...subjects].flatMap(([subject, codes]) => [
      `### ${subject}`,
      '',
      ...table(
        ['Code', 'English'],
        codes.map((issueCode) => [code(issueCode), messageOf(issueCode)]),
      ),
    ]),
    '## Errors',
    '',
    table(
      ['Code', 'What it means and what to do'],
      errorCodes.map((errorCode) => [
        code(errorCode),
        new RegistrationError(errorCode).message.slice(errorCode.length + 2),
      ]),
    ),
  );
}

interface Setting {
  readonly path: readonly string[];
  readonly origin: SettingOrigin;
}

function settingsOf(tree: object, path: readonly string[] = []): Setting[] {
  return Object.entries(tree).flatMap(([key, value]: [string, object]) =>
    'rule' in value || 'ours' in value || 'intl' in value
      ? [{ path: [...path, key], origin: value as SettingOrigin }]
      : settingsOf(value, [...path, key]),
  );
}

function valueAt(site: Site, path: readonly string[]): string {
  const value = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    createPolicy({ site }),
  );
  return shown(value);
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return code(JSON.stringify(value));
  if (value.length === 0) return 'none';
  return value
    .map((entry: unknown) => {
      if (typeof entry !== 'object' || entry === null || !('id' in entry)) return code(String(entry));
      return code('version' in entry ? `${entry.id} ${entry.version}` : String(entry.id));
    })
    .join(', ');
}

function originText(origin: Origin): string {
  if ('ours' in origin) return `our default: ${origin.ours}`;
  const note = origin.note === undefined ? '' : `. ${origin.note}`;
  return `${ruleLink(origin.rule)} (${sourceLink(origin.source)})${note}`;
}

/** One origin for all sites, or one for each group of sites that share it. */
function originsText(origin: SettingOrigin): string {
  const groups = grouped(sites, (site) => originText(originAt(origin, site)));
  if (groups.size === 1) return [...groups.keys()].join('');
  return [...groups].map(([text, shared]) => `**${shared.join(', ')}**: ${text}`).join('<br>');
}

/** Every setting of the policy on every site, with where it comes from. */
export function policyPage(): string {
  const groups = grouped(settingsOf(policySources), ({ path: [first = '', second] }) =>
    second === undefined ? '' : first,
  );
  return page(
    '# Policy',
    '',
    'Everything that may differ by site or by year, as `createPolicy({ site })` gives it. A value is either stated by a public page',
    'of Huawei (with its rule, page and date) or our default (with the reason). The same table as data is `policySources` of',
    '`hcpn-registration/policy-sources`. How to change a setting, and what is fact and what is not:',
    '[facts and policy](../explanation/facts-and-policy.md).',
    '',
    [...groups].flatMap(([group, settings]) => [
      `## ${group === '' ? 'The policy itself' : group}`,
      '',
      ...table(
        ['Setting', ...sites, 'Where it comes from'],
        settings.map(({ path, origin }) => [
          code(path.join('.')),
          ...sites.map((site) => valueAt(site, path)),
          originsText(origin),
        ]),
      ),
    ]),
  );
}

/** The rules of the domain and the pages they rest on. */
export function rulesPage(): string {
  const anchor = (id: string) => `<a id="${id.toLowerCase()}"></a>${id}`;
  return page(
    '# Rules and sources',
    '',
    'The rules of joining HCPN that the machines follow, each in our own words, with the pages of Huawei it rests on. A date is the',
    'one on the page when it was read; pages change, so look again before you rely on a number.',
    '',
    '## Rules',
    '',
    table(
      ['Rule', 'What it says', 'Source, date', 'How far it goes'],
      Object.entries(domainRules).map(([id, found]) => [
        anchor(id),
        found.rule,
        found.sources.map(sourceLink).join('; '),
        reachOfRule(found),
      ]),
    ),
    '## Sources',
    '',
    table(
      ['Key', 'Page', 'Date'],
      Object.entries(domainSources).map(([key, { title, url, date }]) => [
        anchor(key),
        `[${title}](${url})`,
        date ?? '',
      ]),
    ),
  );
}

/** Things by a key of theirs, in the order the keys first come up. */
function grouped<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}
