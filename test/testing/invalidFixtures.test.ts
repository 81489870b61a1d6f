import { describe, expect, it } from 'vitest';
import { validateAcceptance, validateBusiness, validateContact, validateFiling } from '../../src/application.js';
import { validateApiPassword, validateEmail, validatePortalPassword } from '../../src/credentials.js';
import type { Validator } from '../../src/issue.js';
import type { Policy } from '../../src/policy.js';
import { fixtures } from '../../src/testing/fixtures.js';
import { type Form, forms, invalidFixtures, personOf } from '../../src/testing/invalidFixtures.js';
import { found, places, policies } from './forms.js';

const validators = (policy: Policy): { readonly [F in Form]?: Validator<unknown> } => ({
  email: validateEmail(policy),
  password:
    policy.account.passwordRules === 'portal'
      ? validatePortalPassword(policy)
      : validateApiPassword(policy, { email: fixtures(policy).email }),
  business: validateBusiness(policy),
  contact: validateContact(policy),
  filing: validateFiling(policy),
  acceptance: validateAcceptance(policy),
});

const short = (issues: readonly { readonly code: string; readonly path: readonly (string | number)[] }[]) =>
  issues.map(({ code, path }) => `${code} at ${path.join('.')}`);

describe.each(Object.entries(policies))('wrong answers under the policy %s', (_name, policy) => {
  const all = invalidFixtures(policy);
  const where = places(policy);

  it('are there for every form, each under a name of its own', () => {
    expect(Object.keys(all).sort()).toEqual([...forms].sort());
    for (const form of forms) {
      const names = all[form].map(({ name }) => name);
      expect(new Set(names).size, form).toBe(names.length);
      expect(names.length, form).toBeGreaterThan(0);
    }
  });

  it('stand beside valid ones that are taken', () => {
    const { digits } = policy.verificationCode;
    const valid = { ...fixtures(policy), verificationCode: '1'.repeat(digits) };
    for (const form of forms) expect(short(found(where[form], valid[form])), form).toEqual([]);
    expect(found(where.realName, personOf(policy))).toEqual([]);
  });

  for (const form of forms)
    it.each(all[form])(`${form}: $name, and this is all that is found`, ({ value, codes, path }) => {
      const { key } = where[form];
      expect(short(found(where[form], value))).toEqual(short(codes.map((code) => ({ code, path: [key, ...path] }))));
      const checked = validators(policy)[form]?.(value);
      if (checked !== undefined)
        expect(checked.ok ? [] : short(checked.issues)).toEqual(short(codes.map((code) => ({ code, path }))));
    });

  it('are fresh each time', () => {
    const one = invalidFixtures(policy);
    expect(one).toEqual(all);
    for (const [place, { value }] of one.business.entries())
      if (typeof value === 'object') expect(value).not.toBe(all.business[place]?.value);
  });
});
