import type { StateValue } from 'xstate';
import { knownAccount } from '../account.js';
import { developmentPaths, partnerPrograms } from '../choices.js';
import { newDevelopment } from '../developmentPath/developmentPath.schema.js';
import { newParticipation } from '../partnerProgram/partnerProgram.schema.js';
import { createPolicy, sites } from '../policy.js';

/** What a version of a machine saved, as far as a migration may change it. */
export interface Saved {
  readonly value: StateValue;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Leads what one version saved to what the next one saves. Total over anything that version could have saved. */
export interface Migration {
  readonly from: string;
  readonly to: string;
  readonly migrate: (saved: Saved) => Saved;
}

/** From every version to the next, for all machines of this package: they keep the same slices of context. */
export const migrations: readonly Migration[] = [
  {
    from: '1',
    to: '2',
    migrate: ({ value, context }) => ({
      value: replaceLeaf(value, 'associated', { associated: 'notDedicated' }),
      context: mapped(context, {
        policy: withNewSettings,
        enrollment: (enrollment) => keptApart(enrollment, countryOf(context)),
        association: (association) => ({ ...association, dedicated: null }),
      }),
    }),
  },
  {
    from: '2',
    to: '3',
    migrate: ({ value, context }) => ({
      value,
      context: mapped(withAccount(context), {
        policy: (policy) => ({ agreementText: { url: null, sha256: null }, ...withSettingsOfThree(policy) }),
        account: (account) => ({
          ownerId: applicantOf(context),
          formerOwners: [],
          huaweiIdHolder: null,
          ...withReauthentication(account),
        }),
        application: (application) => ({ filedAt: null, differentFrom: null, ...application }),
        development: countedPath,
        enrollment: ({ paths, ...enrollment }) =>
          withFilings({ ...enrollment, paths: eachOf(paths, countedPath) }, context['application']),
        association: (association) => countedDedicated({ chosen: null, accepting: null, ...association }),
        partner: (partner) => ({ deregistering: false, ...partner }),
      }),
    }),
  },
];

/** Version 2 kept no account beside an association or a review alone. */
function withAccount(context: Slice): Slice {
  return ('association' in context || 'review' in context) && !('account' in context)
    ? { account: knownAccount(), ...context }
    : context;
}

/** Who applied: the only one of whom version 2 kept whose a registration is. */
function applicantOf({ application }: Slice): unknown {
  return isSlice(application) ? (application['applicantId'] ?? null) : null;
}

/** What is saved, led through every migration up to a version; null where there is no way to it. */
export function migrated(saved: Saved, from: string, to: string): Saved | null {
  if (from === to) return saved;
  const next = migrations.find((migration) => migration.from === from);
  return next === undefined ? null : migrated(next.migrate(saved), next.to, to);
}

type Slice = Readonly<Record<string, unknown>>;

function isSlice(value: unknown): value is Slice {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The context with the slices changed that are there; what is none is left for the schema to refuse. */
function mapped(context: Slice, changes: Readonly<Record<string, (slice: Slice) => unknown>>): Slice {
  const entries = Object.entries(context).map(([key, slice]) => {
    const change = Object.hasOwn(changes, key) ? changes[key] : undefined;
    return [key, change !== undefined && isSlice(slice) ? change(slice) : slice];
  });
  return Object.fromEntries(entries);
}

function replaceLeaf(value: StateValue, leaf: string, by: StateValue): StateValue {
  if (typeof value === 'string') return value === leaf ? by : value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    inner === undefined ? inner : replaceLeaf(inner, leaf, by),
  ]);
  return Object.fromEntries(entries);
}

/** Settings that version 2 added, as the site's default has them. */
function withNewSettings(policy: Slice): Slice {
  const site = sites.find((known) => known === policy['site']);
  if (site === undefined) return policy;
  const { paths, programs, deregistration, association } = createPolicy({ site });
  const kept = policy['association'];
  return {
    paths,
    programs,
    deregistration,
    ...policy,
    association: isSlice(kept) ? { dedicatedPaths: association.dedicatedPaths, ...kept } : kept,
  };
}

/** Settings that version 3 added, as the site's default has them. */
function withSettingsOfThree(policy: Slice): Slice {
  const site = sites.find((known) => known === policy['site']);
  if (site === undefined) return policy;
  const { decisions } = createPolicy({ site });
  const { business } = policy;
  return {
    decisions,
    ...policy,
    business: isSlice(business) ? { registerRequiredIn: [], ...business } : business,
  };
}

/** Version 2 counted none of these; what was handed in was handed in once at least. */
const handedIn = (is: boolean): number => (is ? 1 : 0);
const isThere = (value: unknown): boolean => value !== null && value !== undefined;

function withReauthentication(account: Slice): Slice {
  const { realName } = account;
  const isSubmitted = isSlice(realName) && realName['status'] !== 'applying';
  return { reauthentication: null, realNameAttempts: handedIn(isSubmitted), ...account };
}

function countedPath(development: Slice): Slice {
  return { attempt: handedIn(isThere(development['submittedAt'])), ...development };
}

function countedDedicated(association: Slice): Slice {
  const { dedicated } = association;
  const isSubmitted = isSlice(dedicated) && isThere(dedicated['status']);
  return { dedicatedAttempts: handedIn(isSubmitted), ...association };
}

function eachOf(list: unknown, change: (slice: Slice) => Slice): unknown {
  return Array.isArray(list) ? list.map((each: unknown) => (isSlice(each) ? change(each) : each)) : list;
}

function countryOf({ account }: Slice): unknown {
  return isSlice(account) ? (account['country'] ?? null) : null;
}

/** Version 2 kept neither when the agreement of a partner was accepted nor the filing beside the application. */
function withFilings({ agreement, ...enrollment }: Slice, application: unknown): Slice {
  const { filing = null, acceptance = null } = isSlice(application) ? application : {};
  const isPartner = typeof enrollment['partnerId'] === 'string';
  const acceptedAt = isSlice(acceptance) ? (acceptance['acceptedAt'] ?? null) : null;
  return {
    agreement: isSlice(agreement) ? { acceptedAt, ...agreement } : agreement,
    filings: isPartner && filing !== null ? [{ filing, filedAt: null }] : [],
    ...enrollment,
  };
}

/** Version 1 kept that a path was selected or a program applied for, and one list of invitations for both. */
function keptApart({ paths, programs, invitations, ...enrollment }: Slice, country: unknown): Slice {
  const invited: readonly unknown[] = Array.isArray(invitations) ? invitations : [];
  const at = enrollment['enrolledAt'] ?? null;
  const chosen = (list: unknown, key: string, name: string): Slice | undefined =>
    (Array.isArray(list) ? list : []).find((each) => isSlice(each) && each[key] === name);
  return {
    ...enrollment,
    account: null,
    paths: developmentPaths.flatMap((path) => {
      const selected = chosen(paths, 'path', path);
      const invitedAt = invited.includes(path) ? at : null;
      if (selected === undefined && invitedAt === null) return [];
      const state = selected === undefined ? 'invited' : 'selected';
      return [{ ...newDevelopment(path), invitedAt, selectedAt: selected?.['at'] ?? null, state }];
    }),
    programs: partnerPrograms.flatMap((program) => {
      const applied = chosen(programs, 'program', program);
      const invitedAt = invited.includes(program) ? at : null;
      if (applied === undefined && invitedAt === null) return [];
      const state = applied === undefined ? 'invited' : 'filling';
      const businessArea = applied === undefined ? null : country;
      return [{ ...newParticipation(program), invitedAt, appliedAt: applied?.['at'] ?? null, businessArea, state }];
    }),
    deregistrationRequestedAt: null,
    asked: null,
  };
}
