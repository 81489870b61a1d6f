import { partnershipFacts } from './partnership.js';
import { progressOf, type Registration } from './registration.js';
import type { Screen } from './screen.js';

/** Shows how the registration ended, and where it is kept. */
export function ended(registration: Registration, screen: Screen, store: string): void {
  const { enrollment, application, association, account } = registration.snapshot.context;
  const { language } = screen;
  const { facts, ending, details, progress } = language.words;
  const kept = [
    [facts.huaweiId, account.huaweiId ?? ''],
    [facts.keptIn, progress.keptAt(store, registration.key, registration.revision)],
  ] as const;
  if (registration.state === 'enrollment.enrolled') {
    const { id = '', version = '' } = enrollment.agreement ?? {};
    screen.ending(
      ending.partner(application.business?.companyName ?? ''),
      [
        [facts.partnerId, enrollment.partnerId ?? ''],
        [facts.partnerSince, enrollment.enrolledAt ?? ''],
        [facts.agreement, details.version(id, version)],
        ...partnershipFacts(language, registration.snapshot.context),
        ...kept,
      ],
      progressOf(registration).all,
    );
    return;
  }
  const { id = '', version = '' } = association.statement ?? {};
  screen.ending(
    ending.associated(association.invitation?.accountName ?? '', association.company?.companyName ?? ''),
    [
      [facts.partnerId, association.company?.partnerId ?? ''],
      [facts.associatedSince, association.associatedAt ?? ''],
      [facts.statement, details.version(id, version)],
      ...kept,
    ],
    progressOf(registration).all,
  );
}
