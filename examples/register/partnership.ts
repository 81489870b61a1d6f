import { enrolledPrograms, type RegistrationContext, requestedPrograms } from 'hcpn-registration';
import { nameIn } from './labels.js';
import type { Language } from './language.js';

/** The paths a partner is on, the programs it has requested and those it has joined, as facts to be shown. */
export function partnershipFacts(
  { catalogue, words }: Language,
  { enrollment }: Pick<RegistrationContext, 'enrollment'>,
) {
  const { none, comma, noted, details } = words;
  const listed = (items: readonly string[]) => items.join(comma) || none;
  const paths = enrollment.paths
    .filter(({ selectedAt }) => selectedAt !== null)
    .map(({ path, state }) => noted(catalogue.paths[path], nameIn(words.pathStages, state)));
  const requested = requestedPrograms({ enrollment }).map(({ program, state }) =>
    noted(catalogue.programs[program], state === 'rejected' ? details.refused : details.inReview),
  );
  const enrolled = enrolledPrograms({ enrollment }).map(({ program, certificate }) => {
    const name = catalogue.programs[program];
    return certificate === null || certificate.id === null
      ? name
      : noted(name, details.certificate(certificate.id, certificate.validUntil));
  });
  return [
    [words.facts.paths, listed(paths)],
    [words.facts.requested, listed(requested)],
    [words.facts.enrolled, listed(enrolled)],
  ] as const;
}
