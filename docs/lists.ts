import { errorKinds } from '../src/errors.js';
import type { IssueCode } from '../src/issue.js';
import { en } from '../src/messages/en.js';
import { fr } from '../src/messages/fr.js';
import type { Catalogue } from '../src/messages/messages.js';
import { zhCN } from '../src/messages/zh-CN.js';
import { sites } from '../src/policy.js';
import { code, domainRules, domainSources, grouped, page, reachOfRule, sourceLink, table } from './markdown.js';
import { anchorOf, originsText, settings, shown, valueAt } from './settings.js';

/** The text of a code, English unless told otherwise, with the names of its parameters in braces. */
export function messageOf(issueCode: IssueCode, { issues }: Catalogue = en): string {
  const named = new Proxy({}, { get: (_target, name) => `{${String(name)}}` });
  return (issues[issueCode] as (params: object) => string)(named);
}

/** All issue codes, in the order they are declared in. */
const issueCodes = Object.keys(en.issues) as IssueCode[];

/** All issue codes with their text in every language, all error codes with their advice. */
export function codesPage(): string {
  const subjects = grouped(issueCodes, (issueCode) => issueCode.split('.')[0] ?? '');
  return page(
    '# Codes',
    '',
    'An **issue** says what is wrong with an act: a code, a path into the event or the registration, and parameters. It never is an',
    'exception. The text is `describeIssue(en, issue)` of `hcpn-registration/messages/en`, and likewise `fr` of `/messages/fr` and',
    "`zhCN` of `/messages/zh-CN`; words in braces are the issue's parameters. [Languages](../how-to/languages.md) says how to add one.",
    'An **error** is a `RegistrationError`: something is wrong with how the package is used, or with the world around it.',
    '',
    '## Issues',
    '',
    [...subjects].flatMap(([subject, codes]) => [
      `### ${subject}`,
      '',
      ...table(
        ['Code', 'English', 'French', 'Chinese'],
        codes.map((issueCode) => [
          code(issueCode),
          ...[en, fr, zhCN].map((catalogue) => messageOf(issueCode, catalogue)),
        ]),
      ),
    ]),
    '## Errors',
    '',
    table(
      ['Code', 'What it means and what to do'],
      errorKinds.map((kind) => [code(kind.code), kind.advice]),
    ),
  );
}

/** Every setting of the policy on every site, with where it comes from. */
export function policyPage(): string {
  const groups = grouped(settings, ({ path: [first = '', second] }) => (second === undefined ? '' : first));
  return page(
    '# Policy',
    '',
    'Everything that may differ by site or by year, as `createPolicy({ site })` gives it. A value is either stated by a public page',
    'of Huawei (with its rule, page and date) or our default (with the reason). The same table as data is `policySources` of',
    '`hcpn-registration/policy-sources`. How to change a setting, and what is fact and what is not:',
    '[facts and policy](../explanation/facts-and-policy.md). Only what differs between the sites: [sites](sites.md).',
    '',
    [...groups].flatMap(([group, inGroup]) => [
      `## ${group === '' ? 'The policy itself' : group}`,
      '',
      ...table(
        ['Setting', ...sites, 'Where it comes from'],
        inGroup.map(({ path, origin }) => [
          `<a id="${anchorOf(path.join('.'))}"></a>${code(path.join('.'))}`,
          ...sites.map((site) => shown(valueAt(site, path))),
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
        url === undefined ? title : `[${title}](${url})`,
        date ?? '',
      ]),
    ),
  );
}
