import type { Message } from 'hcpn-registration';
import { expect, onTestFinished, test } from 'vitest';
import { announce } from '../../examples/portal/server/announcements.js';
import { begin } from '../../examples/portal/server/begin.js';
import { openPortal, type Portal } from '../../examples/portal/server/portal.js';
import { readSettings } from '../../examples/portal/server/settings.js';
import { newFolder } from './running.js';

const ada = { id: 'ada', name: 'Ada', role: 'applicant', partnerId: null } as const;

async function newPortal(): Promise<Portal> {
  const portal = await openPortal(await readSettings({ PORTAL_DATA: newFolder() }));
  onTestFinished(() => portal.close());
  return portal;
}

test('a message that comes again, for a worker died, is no second letter', async () => {
  const portal = await newPortal();
  const { key } = await begin(portal, ada, 'intl', 'k');
  const at = '2026-11-23T10:00:00.000Z';
  const text = JSON.stringify({ attempt: 1, reason: 'Look again.', causes: [] });
  const message: Message = { id: `${key}:7:0`, key, revision: 7, at, type: 'review.rejected', text };
  await announce(portal, message);
  await announce(portal, message);
  expect(await portal.letters.latest()).toMatchObject([{ id: `${key}:7:0:email`, about: 'review.rejected', at }]);
});

test('a message about a registration that is gone writes nothing', async () => {
  const portal = await newPortal();
  const message: Message = { id: 'a:1:0', key: 'a', revision: 1, at: '', type: 'review.approved', text: '{}' };
  await announce(portal, message);
  expect(await portal.letters.latest()).toEqual([]);
});

test('the latest letters come first, and 200 at most', async () => {
  const portal = await newPortal();
  const atMinute = (count: number) => new Date(Date.UTC(2026, 10, 23, 0, count)).toISOString();
  for (let count = 0; count < 205; count += 1) {
    const letter = {
      id: `l${count}`,
      at: atMinute(count),
      channel: 'email',
      to: 'a',
      key: 'k',
      about: 'x',
      values: {},
    } as const;
    await portal.letters.write(letter);
  }
  const letters = await portal.letters.latest();
  expect([letters.length, letters[0]?.id, letters.at(-1)?.id]).toEqual([200, 'l204', 'l5']);
});
