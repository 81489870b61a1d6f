import { progressOf, type Registration } from './registration.js';
import type { Screen } from './screen.js';

/** Shows how the registration ended, and where it is kept. */
export function ended(registration: Registration, screen: Screen, store: string): void {
  const { enrollment, application, association, account } = registration.snapshot.context;
  const kept = [`${store}, under the key "${registration.key}", revision ${registration.revision}`];
  if (registration.state === 'enrollment.enrolled') {
    const chosen = [...enrollment.paths.map(({ path }) => path), ...enrollment.programs.map(({ program }) => program)];
    screen.ending(
      `${application.business?.companyName} is a partner in the Huawei Cloud Partner Network`,
      [
        ['Partner ID', enrollment.partnerId ?? ''],
        ['Partner since', enrollment.enrolledAt ?? ''],
        ['Agreement', `${enrollment.agreement?.id}, version ${enrollment.agreement?.version}`],
        ['Chosen', chosen.join(', ') || 'nothing yet: a development path or a partner program is next'],
        ['HUAWEI ID', account.huaweiId ?? ''],
        ...kept.map((text) => ['Kept in', text] as const),
      ],
      progressOf(registration).all,
    );
    return;
  }
  screen.ending(
    `${association.invitation?.accountName} is associated with ${association.company?.companyName}`,
    [
      ['Partner ID', association.company?.partnerId ?? ''],
      ['Associated since', association.associatedAt ?? ''],
      ['Statement', `${association.statement?.id}, version ${association.statement?.version}`],
      ['HUAWEI ID', account.huaweiId ?? ''],
      ...kept.map((text) => ['Kept in', text] as const),
    ],
    progressOf(registration).all,
  );
}
