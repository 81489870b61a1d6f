import { describe, expect, it } from 'vitest';
import { accountSchema, realNameApplicationIssues } from '../../src/account.js';
import { validateAcceptance, validateBusiness, validateContact, validateFiling } from '../../src/application.js';
import { addressSchema, inviteeSchema } from '../../src/association/association.schema.js';
import { validateEmail, validatePortalPassword } from '../../src/credentials.js';
import { createPolicy, type PolicySettings, sites } from '../../src/policy.js';
import { fixtures } from '../../src/testing/fixtures.js';

const settings: readonly PolicySettings[] = [
  ...sites.map((site) => ({ site })),
  {
    site: 'cn',
    version: 'strict',
    business: { required: ['credentialFile', 'address', 'website', 'industry'] },
    contact: { jobTitleRequired: true },
    realName: { leastFiles: { enterprise: 3 } },
    sensitiveRelationship: {
      version: '7',
      items: [
        { id: 'insider', kind: 'boolean', detailsRequiredWhen: false, text: null },
        { id: 'other', kind: 'boolean', detailsRequiredWhen: null, text: null },
      ],
    },
    agreement: { version: '9' },
  },
];

describe.each(settings)('fixtures under the policy $site $version', (given) => {
  const policy = createPolicy(given);
  const { email, password, business, contact, filing, acceptance, account, realName, invitee, address } =
    fixtures(policy);

  it('pass every check of the forms they are for', () => {
    expect(validateEmail(policy)(email)).toEqual({ ok: true, value: email });
    expect(validatePortalPassword(policy)(password)).toEqual({ ok: true, value: password });
    expect(validateBusiness(policy)(business)).toEqual({ ok: true, value: business });
    expect(validateContact(policy)(contact)).toEqual({ ok: true, value: contact });
    expect(validateFiling(policy)(filing)).toEqual({ ok: true, value: filing });
    expect(validateAcceptance(policy)(acceptance)).toEqual({ ok: true, value: acceptance });
    expect(realNameApplicationIssues(realName, '2026-11-22T10:00:00.000Z', policy, [])).toEqual([]);
    expect(accountSchema.parse(account)).toEqual(account);
    expect(inviteeSchema.parse(invitee)).toEqual(invitee);
    expect(addressSchema.parse(address)).toEqual(address);
  });

  it('are plain JSON, and fresh each time', () => {
    const one = fixtures(policy);
    expect(JSON.parse(JSON.stringify(one))).toStrictEqual(one);
    one.filing.answers.length = 0;
    expect(fixtures(policy).filing).toEqual(filing);
    expect(policy).toEqual(createPolicy(given));
  });
});
