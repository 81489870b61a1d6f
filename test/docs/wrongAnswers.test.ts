import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../docs/reading.js';
import type { IssueCode } from '../../src/issue.js';
import { createPolicy } from '../../src/policy.js';
import { type Form, forms, invalidFixtures } from '../../src/testing/invalidFixtures.js';
import { places, policies } from '../testing/forms.js';

describe('every code a wrong answer can bring about has a wrong answer', () => {
  const given = Object.values(policies).map(invalidFixtures);
  const covered = (form: Form) => new Set(given.flatMap((all) => all[form].flatMap(({ codes }) => codes)));

  /** What stands in the way whatever the answer is: the state brings these about. */
  const ofTheState: readonly IssueCode[] = [
    'account.cloudNotEnabled',
    'account.countryCannotEnableCloud',
    'account.countryImmutable',
    'account.nameLocked',
    'account.typeAlreadySet',
    'association.companyUnknown',
    'association.inPlace',
    'code.dailyLimit',
    'code.expired',
    'code.locked',
    'code.resendTooSoon',
    'company.differsFromRealName',
    'invitation.awaited',
    'invitation.beingAccepted',
    'invitation.cancelled',
    'invitation.expired',
    'invitation.notYours',
    'invitation.requestNotOffered',
    'invitation.unanswered',
    'invitation.void',
    'realName.alreadyPassed',
    'realName.enterpriseIsFinal',
  ];
  /** Signup knows no account name when the password is set, and an e-mail address of no characters is none. */
  const unreachable: Readonly<Record<string, readonly IssueCode[]>> = {
    password: ['password.equalsAccountName'],
    email: ['text.tooShort'],
    contact: ['text.tooShort'],
  };

  it('of those the guards of its form know, as the documentation reads them off the source', () => {
    const { guards } = readSource();
    const left = new Set<IssueCode>();
    for (const [form, { guards: names }] of Object.entries(places(createPolicy({ site: 'intl' })))) {
      for (const name of names) {
        const reach = guards.get(name);
        if (reach === undefined) throw new Error(`no guard ${name}`);
        for (const code of reach.codes)
          if (!covered(form as Form).has(code) && !unreachable[form]?.includes(code)) left.add(code);
      }
    }
    expect([...left].sort()).toEqual(ofTheState);
  });

  it('of those the shape of any field can have', () => {
    const source = (file: string) => readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');
    const codes = [
      ...source('fields.ts').matchAll(/named\('([\w.]+)'\)/g),
      ...(source('issue.ts')
        .split('function fromZod')[1]
        ?.matchAll(/issue\('([\w.]+)'/g) ?? []),
    ].map(([, code]) => code);
    expect(new Set(codes).size).toBeGreaterThan(12);
    const all = new Set<string>(forms.flatMap((form) => [...covered(form)]));
    expect([...new Set(codes)].filter((code) => !all.has(code ?? ''))).toEqual([]);
  });
});
