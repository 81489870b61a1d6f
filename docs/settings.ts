import { createPolicy, type Site, sites } from '../src/policy.js';
import { type Origin, originAt, policySources, type SettingOrigin } from '../src/policy.sources.js';
import { code, grouped, ruleLink, sourceLink } from './markdown.js';

/** One setting of the policy and where it comes from. */
export interface Setting {
  readonly path: readonly string[];
  readonly origin: SettingOrigin;
}

/** Every setting of the policy, in the order it is declared in. */
export const settings: readonly Setting[] = settingsOf(policySources);

function settingsOf(tree: object, path: readonly string[] = []): Setting[] {
  return Object.entries(tree).flatMap(([key, value]: [string, object]) =>
    'rule' in value || 'ours' in value || 'intl' in value
      ? [{ path: [...path, key], origin: value as SettingOrigin }]
      : settingsOf(value, [...path, key]),
  );
}

/** The value of a setting on a site, as `createPolicy({ site })` gives it. */
export function valueAt(site: Site, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    createPolicy({ site }),
  );
}

/** A setting by its dotted path, as a link to its line. */
export function settingLink(setting: string): string {
  return `[${code(setting)}](policy.md#${anchorOf(setting)})`;
}

/** The name of a setting's line. */
export function anchorOf(setting: string): string {
  return setting.replaceAll('.', '-').toLowerCase();
}

/** A value in words. */
export function shown(value: unknown): string {
  if (!Array.isArray(value)) return code(JSON.stringify(value));
  if (value.length === 0) return 'none';
  return value.map(entryText).join(', ');
}

function entryText(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return code(String(entry));
  const { program, id, version, days } = entry as Readonly<Record<string, unknown>>;
  const named = [id, version].filter((part) => typeof part === 'string').join(' ');
  const what = named === '' ? `${String(days)} days` : code(named);
  return program === undefined ? what : `${code(String(program))}: ${what}`;
}

function originText(origin: Origin): string {
  if ('ours' in origin) return `our default: ${origin.ours}`;
  const note = origin.note === undefined ? '' : `. ${origin.note}`;
  return `${ruleLink(origin.rule)} (${sourceLink(origin.source)})${note}`;
}

/** One origin for all sites, or one for each group of sites that share it. */
export function originsText(origin: SettingOrigin): string {
  const groups = grouped(sites, (site) => originText(originAt(origin, site)));
  if (groups.size === 1) return [...groups.keys()].join('');
  return [...groups].map(([text, shared]) => `**${shared.join(', ')}**: ${text}`).join('<br>');
}
