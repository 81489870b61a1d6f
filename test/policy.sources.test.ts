import { describe, expect, it } from 'vitest';
import { createPolicy, type Site, sites } from '../src/policy.js';
import { type Origin, originAt, policySources, type SettingOrigin } from '../src/policy.sources.js';
import domain from './fixtures/domain-rules.json' with { type: 'json' };

type Tree = { readonly [key: string]: unknown };

const isOrigin = (value: object): value is SettingOrigin => 'rule' in value || 'ours' in value || 'intl' in value;

/** Every setting with its dotted path and its origin. */
function settings(tree: object, path: readonly string[] = []): [string, SettingOrigin][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    isOrigin(value) ? [[[...path, key].join('.'), value]] : settings(value, [...path, key]),
  );
}

const all = settings(policySources);
const valueAt = (site: Site, path: string) =>
  path.split('.').reduce<unknown>((value, key) => (value as Tree)[key], createPolicy({ site }));
const origins = all.flatMap(([path, origin]) => sites.map((site) => ({ path, site, origin: originAt(origin, site) })));
const sourced = origins.flatMap(({ path, origin }) => ('rule' in origin ? [{ path, ...origin }] : []));
const ours = origins.flatMap(({ path, site, origin }) => ('ours' in origin ? [{ path, site, ...origin }] : []));

/** Whether two sites have a setting for the same reason, or one because of the other. */
const agree = (one: Origin, oneSite: Site, other: Origin, otherSite: Site): boolean =>
  JSON.stringify(one) === JSON.stringify(other) ||
  ('ours' in one && one.as === otherSite) ||
  ('ours' in other && other.as === oneSite);

describe('the sources of the policy', () => {
  it('name rules of the domain and pages that state them', () => {
    for (const { path, rule, source } of sourced) {
      expect(Object.keys(domain.rules), `${path}: ${rule}`).toContain(rule);
      expect(Object.entries(domain.rules).find(([id]) => id === rule)?.[1].sources, `${path}: ${rule}`).toContain(
        source,
      );
    }
  });

  // Read the page named in the difference before accepting it with `--update`: does it state this value?
  it('G6 name for each setting the page that was read for it, not another of the same rule', async () => {
    const pages = Object.fromEntries(
      all.flatMap(([path, origin]) => {
        const named = sites.flatMap((site) => {
          const found = originAt(origin, site);
          return 'rule' in found ? [[site, `${found.rule} ${found.source}`]] : [];
        });
        return named.length === 0 ? [] : [[path, Object.fromEntries(named)]];
      }),
    );
    await expect(`${JSON.stringify(pages, null, 2)}\n`).toMatchFileSnapshot('./fixtures/policy-pages.json');
  });

  it('give the date of the page, where it bears one', () => {
    const dates = new Map(
      Object.entries(domain.sources).map(([key, page]) => [key, 'date' in page ? page.date : undefined]),
    );
    for (const { path, source, date } of sourced) expect(date, `${path}: ${source}`).toBe(dates.get(source));
  });

  it('call a value sourced only on sites the rule was seen for', () => {
    for (const { path, site, origin } of origins) {
      if (!('rule' in origin)) continue;
      const rule: object = Object.entries(domain.rules).find(([id]) => id === origin.rule)?.[1] ?? {};
      if ('sites' in rule) expect(rule.sites, `${path} on ${site}`).toContain(site);
    }
  });

  it('give a reason wherever a value is ours', () => {
    for (const { path, ours: reason } of ours) expect(reason, path).toMatch(/^["A-Z].{10,}\.$/u);
  });

  it('name only rules and pages that the list knows, in their reasons and notes too', () => {
    const known = new Set([...Object.keys(domain.rules), ...Object.keys(domain.sources)]);
    const named = JSON.stringify(policySources).match(/\bR-\d{3}\b|\b[SP]\d{2}\b/g) ?? [];
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('tell the sites apart exactly where their policies differ', () => {
    for (const [path, origin] of all) {
      for (const one of sites) {
        for (const other of sites) {
          const same = JSON.stringify(valueAt(one, path)) === JSON.stringify(valueAt(other, path));
          const known = agree(originAt(origin, one), one, originAt(origin, other), other);
          // Two sites may share a value through a third.
          const viaThird = sites.some(
            (third) =>
              agree(originAt(origin, one), one, originAt(origin, third), third) &&
              agree(originAt(origin, third), third, originAt(origin, other), other),
          );
          expect(known || viaThird, `${path}: ${one} and ${other}`).toBe(same);
        }
      }
    }
  });
});

describe('the domain rules', () => {
  it('rest on pages that are listed', () => {
    const pages = Object.keys(domain.sources);
    for (const [id, { sources }] of Object.entries(domain.rules))
      for (const source of sources) expect(pages, id).toContain(source);
  });
});
