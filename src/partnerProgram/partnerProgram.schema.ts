import * as z from 'zod/mini';
import { attemptSchema } from '../attempt.js';
import { certificateSchema, issuedSchema, type PartnerProgram, programSchema } from '../choices.js';
import { type PartnerFacts, partnerFactsSchema, unknownPartner } from '../eligibility.js';
import { defineEvents, type EventsOf } from '../events.js';
import { country, identifier, instant, personal, type Schema, text, told, upload, website } from '../fields.js';
import { partly, taken } from '../input.js';
import type { Issue } from '../issue.js';
import { limits } from '../limits.js';
import { type Policy, policySchema, soundPolicySchema } from '../policy.js';
import { troubleSchema } from '../updates.js';

/** What a seller says of itself; of the form, only the website has published rules. */
const sellerSchema = z.strictObject({
  website,
  businessTerm: z.optional(text(128)),
  employees: z.optional(z.int().check(z.minimum(0), z.maximum(10_000_000))),
  registeredCapital: z.optional(text(128)),
  licence: z.optional(upload),
  contact: z.optional(personal(text(512))),
});

/** What is handed in for a program: the agreements accepted, and what else the program asks for. */
const programApplication = told(
  z.strictObject({
    agreements: z.array(z.strictObject({ id: identifier, version: identifier })).check(z.maxLength(limits.agreements)),
    /** The Statement for HUAWEI ID association, where the program asks for it. */
    statement: z.optional(z.strictObject({ id: identifier, version: identifier, agreed: z.boolean() })),
    seller: z.optional(sellerSchema),
  }),
);

/** What is handed in for a program. */
export interface ProgramApplication extends z.infer<typeof programApplication> {}

const programApplicationSchema: Schema<ProgramApplication> = programApplication;

const distributorSchema = z.strictObject({ partnerId: identifier, country });

/** The states of a program's chart. */
export const partnerProgramStates = [
  'notApplied',
  'invited',
  'filling',
  'reviewing',
  'rejected',
  'enrolled',
  'renewing',
  'expired',
  'left',
] as const;

/** A state of a program's chart. */
export type PartnerProgramState = (typeof partnerProgramStates)[number];

const participation = z.strictObject({
  program: programSchema,
  invitedAt: z.nullable(instant),
  /** When the application was begun; null while there is none. */
  appliedAt: z.nullable(instant),
  submittedAt: z.nullable(instant),
  enrolledAt: z.nullable(instant),
  businessArea: z.nullable(country),
  application: z.nullable(programApplicationSchema),
  /** Counts applications handed in and renewals asked for, also over a new beginning. */
  attempt: z.int().check(z.minimum(0)),
  /** What was refused last, and why; null once it is submitted again. */
  failure: z.nullable(z.strictObject({ stage: z.enum(['application', 'renewal']), reason: text(2000), at: instant })),
  /** Without a number where Huawei reported none. */
  certificate: z.nullable(z.extend(certificateSchema, { id: z.nullable(identifier) })),
  /** The distributor that invited the reseller, and the one it cooperates with. */
  invitedBy: z.nullable(distributorSchema),
  distributor: z.nullable(identifier),
});

/** What is known of one program of a partner. */
export interface Participation extends z.infer<typeof participation> {}

/** A partner program as enrollment keeps it: the state of its chart and what it knows. */
export interface KeptProgram extends Participation {
  state: PartnerProgramState;
}

/** A partner program as enrollment keeps it. */
export const keptProgramSchema: Schema<KeptProgram> = z.extend(participation, { state: z.enum(partnerProgramStates) });

/** A program nothing has happened in yet. */
export function newParticipation(program: PartnerProgram): Participation {
  return {
    program,
    invitedAt: null,
    appliedAt: null,
    submittedAt: null,
    enrolledAt: null,
    businessArea: null,
    application: null,
    attempt: 0,
    failure: null,
    certificate: null,
    invitedBy: null,
    distributor: null,
  };
}

/** What the chart of one program remembers. */
export type PartnerProgramContext = {
  policy: Policy;
  /** The partner as far as eligibility asks for it, beside this program. */
  partner: PartnerFacts;
  participation: Participation;
  trouble: readonly Issue[];
};

/** What the chart of one program remembers, as a schema. */
export const partnerProgramContextSchema: Schema<PartnerProgramContext> = z.strictObject({
  policy: policySchema,
  partner: partnerFactsSchema,
  participation,
  trouble: troubleSchema,
});

/** What the chart of one program starts from. */
export interface PartnerProgramInput {
  readonly policy: Policy;
  readonly program: PartnerProgram;
  readonly partner?: Partial<PartnerFacts> | undefined;
}

/** What the chart of one program starts from, as a schema. */
export const partnerProgramInput: Schema<PartnerProgramInput> = z.strictObject({
  policy: soundPolicySchema,
  program: programSchema,
  partner: z.optional(partly(partnerFactsSchema)),
});

/** The context the chart of one program starts with. The input is copied, so that what the caller holds stays apart. */
export function partnerProgramContext(input: PartnerProgramInput): PartnerProgramContext {
  const { policy, program, partner } = taken(partnerProgramInput, input);
  return { policy, partner: { ...unknownPartner, ...partner }, participation: newParticipation(program), trouble: [] };
}

const partner = ['applicant', 'administrator'] as const;
const huawei = ['reviewer', 'system'] as const;
const system = ['system'] as const;
const program = programSchema;
const reason = text(2000, 0);
const certificate = z.optional(issuedSchema);
const attempt = attemptSchema;

/** What may be said of a partner program. */
export const partnerProgramEvents = defineEvents({
  'program.invited': { by: system, payload: { program } },
  'program.apply': { by: partner, payload: { program, businessArea: z.optional(country) } },
  'program.cancel': { by: partner, payload: { program } },
  'program.submit': { by: partner, payload: { program, application: programApplicationSchema } },
  'program.revise': { by: partner, payload: { program } },
  'program.approved': { by: huawei, decides: true, payload: { program, certificate, attempt } },
  'program.rejected': { by: huawei, decides: true, payload: { program, reason, attempt } },
  'program.certificate.expired': { by: system, payload: { program } },
  'program.renew': { by: partner, payload: { program } },
  'program.renewed': { by: huawei, decides: true, payload: { program, certificate, attempt } },
  'program.renewalRefused': { by: huawei, decides: true, payload: { program, reason, attempt } },
  'program.leave': { by: partner, payload: { program } },
  'program.left': { by: system, payload: { program } },
  'program.cooperation.invited': { by: system, payload: { program, distributor: distributorSchema } },
  'program.cooperation.accept': { by: partner, payload: { program, distributor: identifier } },
});

/** What may be said of a partner program. */
export type PartnerProgramEvent = EventsOf<typeof partnerProgramEvents>;
