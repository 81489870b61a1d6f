import { developmentPaths, eligibility, type Issue, partnerFacts, partnerPrograms } from 'hcpn-registration';
import { partnershipFacts } from '../partnership.js';
import type { Registration } from '../registration.js';
import type { Screen } from '../screen.js';

/** Gives the function that shows the partner's home, once for each time something has changed. */
export function homeOn(screen: Screen, registration: Registration): () => void {
  let shown = 0;
  return () => {
    if (registration.revision === shown) return;
    shown = registration.revision;
    const { context } = registration.snapshot;
    const { home } = screen.language.words;
    screen.title(
      home.title(context.application.business?.companyName ?? ''),
      partnershipFacts(screen.language, context),
    );
    for (const { name, issues } of closedTo(screen, registration)) {
      screen.note(home.closed(name));
      screen.refused(issues);
    }
  };
}

interface Closed {
  readonly name: string;
  readonly issues: readonly Issue[];
}

/** The paths and programs that are closed to the account, each with every reason. */
function closedTo({ language }: Screen, { snapshot }: Registration): Closed[] {
  const { context } = snapshot;
  const { catalogue, words } = language;
  const facts = partnerFacts(context);
  const paths = developmentPaths
    .filter((path) => facts.paths.every((selected) => selected.path !== path))
    .map((path) => ({
      name: words.home.path(catalogue.paths[path]),
      issues: eligibility(facts, { kind: 'path', path }, context.policy),
    }));
  const programs = partnerPrograms
    .filter((program) => facts.programs.every((joined) => joined.program !== program))
    .map((program) => ({
      name: words.home.program(catalogue.programs[program]),
      issues: eligibility(facts, { kind: 'program', program }, context.policy),
    }));
  return [...paths, ...programs].filter(({ issues }) => issues.length > 0);
}
