import type { PartnerProgram, Policy, ProgramApplication } from 'hcpn-registration';

/** The agreements of a program that its applicant accepts. */
export function agreementsOf({ programs }: Policy, program: PartnerProgram): ProgramApplication['agreements'] {
  return programs.agreements
    .filter((agreement) => agreement.program === program)
    .map(({ id, version }) => ({ id, version }));
}

/** What is handed in for a program: what it asks for by the policy, as far as it is ticked and typed. */
export function programApplication(
  policy: Policy,
  program: PartnerProgram,
  accepted: ProgramApplication['agreements'],
  agreed: boolean,
  website: string | undefined,
): ProgramApplication {
  const { statement } = policy.association;
  return {
    agreements: accepted,
    ...(policy.programs.withStatement.includes(program) ? { statement: { ...statement, agreed } } : {}),
    ...(website === undefined ? {} : { seller: { website } }),
  };
}
