import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Announcement } from '../../src/announcements.js';

/** The compiler holds this list to the type: one line each, no more. */
const everyType: Readonly<Record<Announcement['type'], true>> = {
  'review.manualReviewStarted': true,
  'review.approved': true,
  'review.rejected': true,
  'registration.handedOver': true,
  'enrollment.enrolled': true,
  'enrollment.sensitiveRelationshipFiled': true,
  'enrollment.deregistrationRequested': true,
  'path.changed': true,
  'program.changed': true,
  'association.invited': true,
  'association.expired': true,
  'association.accepted': true,
  'association.disassociated': true,
  'association.benefitRequested': true,
  'association.dedicatedChanged': true,
};

it('the page on messages has a line for everything the machines announce, and for nothing else', () => {
  const page = readFileSync(new URL('../../docs/how-to/deadlines-and-messages.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('| message | what happened |');
  const lines = table.slice(0, table.indexOf('\n\n')).split('\n').slice(2);
  const named = lines.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([\w.]+)`/g)].map(([, type]) => type),
  );
  expect(named.sort()).toEqual(Object.keys(everyType).sort());
});
