import fc from 'fast-check';
import { createPolicy, type RegistrationEvent, registrationMachine, snapshotOf } from 'hcpn-registration';
import { fixtures } from 'hcpn-registration/testing';
import { arbitraries, events } from 'hcpn-registration/testing/fast-check';
import { matchers } from 'hcpn-registration/testing/vitest';
import { describe, expect, it } from 'vitest';
import { outcomeSchema, problemSchema, type View } from '../../examples/portal/api.js';
import { bodyOf, type Client, signedIn } from './client.js';
import { sharedPortal } from './running.js';
import { register } from './signup.js';

expect.extend(matchers);

const policy = createPolicy({ site: 'intl' });
const portal = sharedPortal({ PORTAL_REQUESTS_PER_MINUTE: '1000000', PORTAL_CODES_PER_TEN_MINUTES: '1000000' });

const snapshotIn = ({ value, context }: View) => snapshotOf(registrationMachine, { value, context });

/** An event as a page would send it. */
function said({ at: _at, by: _by, ...event }: RegistrationEvent): Omit<RegistrationEvent, 'at' | 'by'> {
  return event;
}

/** Says an event, whatever becomes of it; answers what the server has afterwards. */
async function sayAnyhow(
  client: Client,
  seen: View,
  event: object,
): Promise<{ readonly taken: boolean; readonly view: View }> {
  const answer = await client.say(seen, event);
  expect([200, 422]).toContain(answer.status);
  // Whether there is such a person is not for the machine to know.
  if ('to' in event && answer.status === 422) {
    const { code } = problemSchema.partial().parse(await answer.clone().json());
    if (code === 'handOver.unknown') return { taken: false, view: seen };
  }
  const { status, view } = await bodyOf(answer, outcomeSchema);
  return { taken: status === 'saved' || status === 'ignored', view };
}

describe('the server, whatever is said to it', () => {
  it('answers every event there is, and keeps a registration that can be read', async () => {
    const client = await signedIn(portal.address(), { name: 'Ada Lantern' });
    let seen = await client.begin();
    await fc.assert(
      fc.asyncProperty(events(registrationMachine, policy), async (event) => {
        const { taken, view } = await sayAnyhow(client, seen, said(event));
        if (!taken) expect(view).toEqual(seen);
        seen = view;
        expect(snapshotIn(await client.read(seen.key)).context).toEqual(view.context);
      }),
      { numRuns: 200 },
    );
  });

  it('takes every answer that is right, and keeps it as it was given', async () => {
    const client = await signedIn(portal.address(), { name: 'Ada Lantern' });
    let seen = await register(client, 'ada@lantern.example');
    expect(snapshotIn(seen)).toBeIn('choosingRoad');
    expect(snapshotIn(seen)).toAllow({ type: 'wizard.start' });
    seen = await client.act(seen, { type: 'wizard.start' });
    seen = await client.act(seen, { type: 'wizard.business.save', business: fixtures(policy).business });
    expect(snapshotIn(seen)).toBeIn('wizard.enteringContact');
    expect(snapshotIn(seen)).toHaveStep('business', 'done');
    await fc.assert(
      fc.asyncProperty(arbitraries(policy).contact, async (contact) => {
        const saved = await client.act(seen, { type: 'wizard.contact.save', contact });
        expect(saved.context['application']).toMatchObject({ contact });
        expect(snapshotIn(saved)).toBeIn('wizard.filingSensitiveRelationship');
        expect(snapshotIn(saved)).toRefuse({ type: 'wizard.submit' }, 'sensitiveRelationship.notFiled');
        seen = await client.act(saved, { type: 'wizard.back' });
      }),
      { numRuns: 50 },
    );
  });
});
