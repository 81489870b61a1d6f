import * as z from 'zod/mini';
import { type Account, accountSchema } from '../account.js';
import { type Application, applicationSchema } from '../application.js';
import { assertArguments, onArguments, record } from '../arguments.js';
import { type Association, associationSchema } from '../association/association.schema.js';
import type { PartnerProgram } from '../choices.js';
import { type Enrollment, enrollmentSchema } from '../enrollment/enrollment.schema.js';
import type { AgreementText } from '../policy.js';

/** An agreement that was accepted. */
export interface SignedAgreement {
  /** Of the account, the HCPN Certification Agreement, of a program, or the Statement for HUAWEI ID association. */
  readonly kind: 'account' | 'certification' | 'program' | 'association';
  /** The program it was accepted for; null where it was for none. */
  readonly program: PartnerProgram | null;
  readonly id: string;
  readonly version: string;
  /** From when on it holds, ISO 8601 UTC; null where an older version of this package did not keep it. */
  readonly acceptedAt: string | null;
  /** Where the text that was read can be found, and its digest; null where the policy did not name it. */
  readonly text: AgreementText | null;
}

/** The parts of a context in which agreements are kept; those a machine does not have are left out. */
interface Signed {
  readonly account?: Account;
  readonly application?: Application;
  readonly enrollment?: Enrollment;
  readonly association?: Association;
}

/**
 * every agreement that stands accepted, as far as the context of any machine knows: those of the account
 * first, of the programs only those of the application that stands. What was accepted before is in the journal.
 * Throws `argument.invalid`.
 */
export function signedAgreements(context: Signed): SignedAgreement[] {
  assertArguments({ context: [record, context] });
  return onArguments(
    () => ({ context: [signedIn, context] }),
    () => agreementsIn(context),
  );
}

const signedIn = z.object({
  account: z.optional(accountSchema),
  application: z.optional(applicationSchema),
  enrollment: z.optional(enrollmentSchema),
  association: z.optional(associationSchema),
});

function agreementsIn({ account, application, enrollment, association }: Signed): SignedAgreement[] {
  return [
    ...(account?.agreements ?? []).map((agreement) => signed('account', agreement)),
    ...certification(application?.acceptance ?? null, enrollment?.agreement ?? null),
    ...(enrollment?.programs ?? []).flatMap(({ program, application: handedIn, submittedAt }) => {
      const { agreements = [], statement } = handedIn ?? {};
      const all = statement?.agreed === true ? [...agreements, statement] : agreements;
      return all.map(({ id, version }) => signed('program', { id, version, acceptedAt: submittedAt, program }));
    }),
    ...[association?.statement ?? null].flatMap((statement) =>
      statement === null ? [] : [signed('association', { ...statement, acceptedAt: statement.agreedAt })],
    ),
  ];
}

/** The acceptance itself knows the text; without it, what the partner was registered with counts. */
function certification(acceptance: Application['acceptance'], agreement: Enrollment['agreement']): SignedAgreement[] {
  if (acceptance === null) return agreement === null ? [] : [signed('certification', agreement)];
  const { agreementId: id, version, acceptedAt, text = null } = acceptance;
  return [{ ...signed('certification', { id, version, acceptedAt }), text }];
}

type Kept = Pick<SignedAgreement, 'id' | 'version' | 'acceptedAt'> & Partial<Pick<SignedAgreement, 'program'>>;

function signed(kind: SignedAgreement['kind'], { id, version, acceptedAt, program = null }: Kept): SignedAgreement {
  return { kind, program, id, version, acceptedAt, text: null };
}
