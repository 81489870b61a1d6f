import * as z from 'zod/mini';
import { type Account, accountSchema, knownAccount } from '../account.js';
import { attemptSchema } from '../attempt.js';
import { pathSchema } from '../choices.js';
import { defineEvents, type EventsOf } from '../events.js';
import {
  day,
  email,
  type Fields,
  type Forms,
  identifier,
  instant,
  personal,
  phone,
  type Schema,
  text,
  told,
  upload,
} from '../fields.js';
import { partly, taken } from '../input.js';
import type { Issue } from '../issue.js';
import { type Policy, policySchema, soundPolicySchema } from '../policy.js';
import { port } from '../ports.js';
import { troubleSchema } from '../updates.js';

/** How a member is addressed. */
const address = told(
  z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('phone'), value: phone }),
    z.strictObject({ by: z.literal('email'), value: email }),
    z.strictObject({ by: z.literal('accountName'), value: personal(text(128)) }),
  ]),
);

/** How a member is addressed. */
export type Address = Forms<z.infer<typeof address>>;

/** How a member is addressed, as an event or a context carries it. */
export const addressSchema: Schema<Address> = address;

/** The company that is a partner already. */
export const companySchema = z.strictObject({ partnerId: identifier, companyName: text(2048) });

/** What is known of a HUAWEI ID that shall be invited. */
const invitee = told(
  z.strictObject({
    huaweiId: personal(identifier),
    accountName: personal(text(128)),
    enterpriseAuthenticated: z.boolean(),
    individualRealName: z.boolean(),
    partnerAccount: z.boolean(),
    /** The partner it is associated with now, or null. */
    associatedWith: z.nullable(identifier),
    /** Associations begun, with any partner. */
    history: z.array(z.strictObject({ partnerId: identifier, startedAt: instant })).check(z.maxLength(1000)),
  }),
);

/** What is known of a HUAWEI ID that shall be invited. */
export type Invitee = Fields<typeof invitee>;

/** What is known of a HUAWEI ID that shall be invited, as a port answers it. */
export const inviteeSchema: Schema<Invitee> = invitee;

const reason = personal(text(4000));

/** What a dedicated personnel application carries; what S35 keeps of a member. */
const dedicatedApplication = {
  path: pathSchema,
  /** Business development, or solution architect. */
  position: z.enum(['BD', 'SA']),
  baseLocation: personal(text(256)),
  certificate: z.optional(personal(text(256))),
  onboardingDate: z.optional(personal(day)),
};

/** The dedicated personnel application of this one member; several members are several associations. */
const dedicated = told(
  z.strictObject({
    /** Where it stands; null while nothing has been submitted. */
    status: z.nullable(z.enum(['applying', 'rejected', 'dedicated', 'cancelling', 'cancelled', 'disqualified'])),
    /** As it was last filled in, submitted or not. */
    application: z.strictObject(dedicatedApplication),
    /** Why Huawei decided so, where it gave a reason. */
    reason: z.nullable(reason),
    /** What the administrator gave for cancelling. */
    cancellation: z.nullable(z.strictObject({ reason, file: upload })),
  }),
);

/** The dedicated personnel application of an associated member. */
export type Dedicated = Fields<typeof dedicated>;

/** The dedicated personnel application, as a context keeps it. */
export const dedicatedSchema: Schema<Dedicated> = dedicated;

const agreedStatement = z.strictObject({ id: identifier, version: identifier, agreedAt: instant });

/** What is known of the association. */
export const associationSchema = told(
  z.strictObject({
    company: z.nullable(companySchema),
    /** What the person gave to be invited by, when asking for it. */
    request: z.nullable(addressSchema),
    address: z.nullable(addressSchema),
    /** HUAWEI IDs that match the address, while one has to be chosen. */
    matches: z.array(inviteeSchema),
    /** Which of them was chosen, while it is looked up again; null at rest. */
    chosen: z.nullable(personal(identifier)),
    invitationsToday: z.int().check(z.minimum(0)),
    invitation: z.nullable(
      z.strictObject({
        huaweiId: personal(identifier),
        accountName: personal(text(128)),
        sentAt: instant,
        validUntil: instant,
        openedAt: z.nullable(instant),
        status: z.enum(['open', 'expired', 'accepted', 'void', 'cancelled']),
      }),
    ),
    /** The Statement that was agreed to, while the person's acceptance is being checked; null at rest. */
    accepting: z.nullable(agreedStatement),
    statement: z.nullable(agreedStatement),
    associatedAt: z.nullable(instant),
    endedAt: z.nullable(instant),
    /** When an exam voucher and a cloud lab were last asked for, for the associated person; the latest request last. */
    benefits: z.array(z.strictObject({ benefit: z.enum(['examVoucher', 'cloudLab']), at: instant })),
    /** Null until the first dedicated personnel application. */
    dedicated: z.nullable(dedicatedSchema),
    /** Counts dedicated personnel applications and cancellations handed in, also over a new invitation. */
    dedicatedAttempts: z.int().check(z.minimum(0)),
  }),
);

/** What is known of the association. */
export interface Association extends z.infer<typeof associationSchema> {}

/** No association, with the company if it is known. */
export function newAssociation(company: Association['company'] = null): Association {
  return {
    company,
    request: null,
    address: null,
    matches: [],
    chosen: null,
    invitationsToday: 0,
    invitation: null,
    accepting: null,
    statement: null,
    associatedAt: null,
    endedAt: null,
    benefits: [],
    dedicated: null,
    dedicatedAttempts: 0,
  };
}

/** What association remembers. */
export type AssociationContext = {
  policy: Policy;
  account: Account;
  association: Association;
  trouble: readonly Issue[];
};

/** What association remembers, as a schema. */
export const associationContextSchema: Schema<AssociationContext> = z.strictObject({
  policy: policySchema,
  account: accountSchema,
  association: associationSchema,
  trouble: troubleSchema,
});

/** What association starts from: the account of the person and the company that is a partner already, as far as they are known. */
export interface AssociationInput {
  readonly policy: Policy;
  readonly account?: Parameters<typeof knownAccount>[0] | undefined;
  readonly company?: Association['company'] | undefined;
}

/** What association starts from, as a schema. */
export const associationInput: Schema<AssociationInput> = z.strictObject({
  policy: soundPolicySchema,
  account: z.optional(partly(accountSchema)),
  company: z.nullish(companySchema),
});

/** The context association starts with. The input is copied, so that what the caller holds stays apart. */
export function associationContext(input: AssociationInput): AssociationContext {
  const { policy, account, company } = taken(associationInput, input);
  return { policy, account: knownAccount(account), association: newAssociation(company), trouble: [] };
}

const administrator = ['administrator'] as const;
const member = ['member', 'applicant'] as const;
const system = ['system'] as const;
const decider = ['reviewer', 'system'] as const;
const attempt = attemptSchema;
const decisionReason = personal(text(4000, 0));

/** What may be said to association. */
export const associationEvents = defineEvents({
  'association.request': {
    by: ['applicant', 'member'],
    payload: { address: addressSchema, company: z.optional(companySchema) },
  },
  'association.invite': { by: administrator, payload: { address: addressSchema } },
  'association.resend': { by: administrator, payload: {} },
  'association.account.choose': { by: administrator, payload: { huaweiId: personal(identifier) } },
  'association.open': { by: member, payload: {} },
  'association.accept': {
    by: member,
    payload: {
      statement: z.strictObject({
        id: identifier,
        version: identifier,
        agreed: z.boolean(),
        employee: z.boolean(),
      }),
    },
  },
  'association.expired': { by: system, payload: {} },
  'association.acceptedElsewhere': { by: system, payload: {} },
  'association.disassociate': { by: administrator, payload: {} },
  'association.benefit.request': {
    by: administrator,
    payload: { benefit: z.enum(['examVoucher', 'cloudLab']) },
  },
  'association.dedicated.apply': { by: administrator, payload: dedicatedApplication },
  'association.dedicated.approved': { by: decider, decides: true, payload: { attempt } },
  'association.dedicated.rejected': { by: decider, decides: true, payload: { reason: decisionReason, attempt } },
  'association.dedicated.cancel': { by: administrator, payload: { reason, file: upload } },
  'association.dedicated.revoke': { by: administrator, payload: {} },
  'association.dedicated.cancelled': { by: decider, decides: true, payload: { attempt } },
  'association.dedicated.kept': { by: decider, decides: true, payload: { reason: decisionReason, attempt } },
  'association.dedicated.disqualified': { by: decider, decides: true, payload: { reason: decisionReason, attempt } },
});

/** What may be said to association. */
export type AssociationEvent = EventsOf<typeof associationEvents>;

const ports = {
  /**
   * Which HUAWEI IDs match, what is known of each now, and how many invitations the administrator has sent today. With a
   * `huaweiId` that one is meant, whatever has become of the address.
   */
  lookUpInvitee: port(
    z.strictObject({ address: addressSchema, partnerId: identifier, huaweiId: z.nullable(personal(identifier)) }),
    z.strictObject({
      matches: z.array(inviteeSchema).check(z.maxLength(100)),
      invitationsToday: z.int().check(z.minimum(0)),
    }),
  ),
  /**
   * Associate the person with the partner, for good: of two partners that ask at the same time one is told
   * `associatedElsewhere`. Asked once more for the same partner, the answer is `associated` again.
   */
  associateMember: port(
    z.strictObject({
      huaweiId: personal(identifier),
      partnerId: identifier,
      /** The Statement the person agreed to. */
      statement: z.strictObject({ id: identifier, version: identifier }),
    }),
    z.strictObject({ result: z.enum(['associated', 'associatedElsewhere']) }),
  ),
  /** The development paths the company is on. */
  lookUpCompanyPaths: port(
    z.strictObject({ partnerId: identifier }),
    z.strictObject({ paths: z.array(pathSchema).check(z.maxLength(100)) }),
  ),
};

/** What association asks the outside world, as a table. */
export type AssociationQuestions = { readonly [N in keyof typeof ports]: (typeof ports)[N] };

/** What association asks the outside world. */
export const associationPorts: AssociationQuestions = ports;
