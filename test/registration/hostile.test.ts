import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor, type EventFrom, type SnapshotFrom } from 'xstate';
import { explain } from '../../src/explain.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { chartOf, pathOf } from '../../src/snapshot.js';
import { cloudAccount, intl, say, throughWizard } from '../support/answers.js';
import { actorOf, drive } from '../support/drive.js';
import { roadSayings } from '../support/sayings.js';
import { actOf } from '../support/walks.js';

type Road = SnapshotFrom<typeof registrationMachine>;
type RoadEvent = EventFrom<typeof registrationMachine>;

const at = '2026-11-22T10:00:00.000Z';
const by = actorOf('applicant');
const failing = { screenApplication: () => ({ result: 'notPassed', findings: [] }) };

/** Resting places along the road. */
async function places(): Promise<Road[]> {
  const begin = () => drive(registrationMachine, { policy: intl, account: cloudAccount }, failing);
  const handedIn = [...throughWizard, say.submit] as const;
  return [
    drive(registrationMachine, { policy: intl }),
    begin(),
    await begin().go(...throughWizard),
    await begin().go(...handedIn),
    await begin().go(...handedIn, { type: 'review.reject', reason: 'no' }),
    await begin().go(...handedIn, { type: 'review.approve' }),
    await begin().go(
      ...handedIn,
      { type: 'review.approve' },
      { type: 'path.select', path: 'software' },
      { type: 'program.apply', program: 'reseller' },
    ),
    await begin().go({ type: 'registration.associate' }),
  ].map(({ snapshot }) => snapshot);
}

/** Says something to a plain actor that rests there; answers what changed. */
function tell(snapshot: Road, event: object): { readonly changed: boolean; readonly status: string } {
  const actor = createActor(registrationMachine, { snapshot, input: { policy: intl } });
  let failed = false;
  actor.subscribe({ error: () => (failed = true) });
  actor.start();
  const before = actor.getSnapshot();
  actor.send(event as RoadEvent);
  const after = actor.getSnapshot();
  actor.stop();
  const changed = after.context !== before.context || pathOf(after.value) !== pathOf(before.value);
  return { changed, status: failed ? 'error' : after.status };
}

const untouched = { changed: false, status: 'active' };
const sayings = roadSayings(intl).map((saying) => actOf(registrationMachine, saying));
const hostileJson = (text: string): object => JSON.parse(text) as object;

const forged = [
  ...[
    'lookUpCompany',
    'screenApplication',
    'registerPartner',
    'registerHuaweiId',
    'lookUpInvitee',
    'lookUpAccount',
  ].map((id) => ({
    type: `xstate.done.actor.${id}`,
    output: { at, value: { result: 'passed', partner: null, partnerId: 'P-0' } },
    actorId: id,
  })),
  { type: 'xstate.done.state.registration.signup' },
  { type: 'xstate.done.state.registration.wizard' },
  { type: 'xstate.done.state.registration.review', output: 'approved' },
  { type: 'xstate.after.1.registration.review' },
];

const malformed: readonly (readonly [string, object])[] = [
  ['no payload', { type: 'wizard.business.save', at, by }],
  ['a payload of null', { type: 'wizard.business.save', at, by, business: null }],
  ['a payload that is a function', { type: 'wizard.business.save', at, by, business: () => ({}) }],
  ['a payload that is an array', { type: 'wizard.contact.save', at, by, contact: ['Zoë'] }],
  ['a payload of bigints', { type: 'wizard.draft.keep', at, by, step: 'contact', draft: { name: 10n } }],
  ['an extra key', { ...say.submit, at, by, approved: true }],
  ['an extra key deep inside', { ...say.contact(), at, by: { ...by, admin: true } }],
  [
    'its own `__proto__`',
    hostileJson(
      `{"type":"wizard.submit","at":"${at}","by":{"role":"applicant","id":"applicant-1"},"__proto__":{"admin":true}}`,
    ),
  ],
  [
    '`__proto__` deep inside',
    hostileJson(
      `{"type":"wizard.contact.save","at":"${at}","by":{"role":"applicant","id":"applicant-1"},"contact":{"__proto__":{"name":"Zoë"},"email":"a@b.example","phone":"+4930123456"}}`,
    ),
  ],
  ['`constructor` and `prototype`', { ...say.submit, at, by, constructor: { prototype: {} } }],
  ['a megabyte of text', { ...say.business({ companyName: 'x'.repeat(1_000_000) }), at, by }],
  ['a megabyte of id', { ...say.start, at, by: { role: 'applicant', id: 'x'.repeat(1_000_000) } }],
  ['a lone surrogate', { ...say.contact({ name: 'Zo\ud800' }), at, by }],
  ['a NUL', { ...say.contact({ name: 'Zo\u0000' }), at, by }],
  ['no actor', { ...say.start, at }],
  ['a role nobody has', { ...say.start, at, by: { role: 'root', id: 'x' } }],
  ['no time', { ...say.start, by }],
  ['an impossible time', { ...say.start, at: '2026-02-30T10:00:00Z', by }],
  ['a time that is no time', { ...say.start, at: 'soon', by }],
  ['a time in a zone', { ...say.start, at: '2026-11-22T10:00:00+01:00', by }],
  ['a type nobody knows', { type: 'registration.makeMePartner', at, by }],
  ['a type every object knows', { type: 'constructor', at, by }],
  ['the type `__proto__`', { type: '__proto__', at, by }],
  ['half a type', { type: 'wizard', at, by }],
];

describe('a plain actor, without session or door', { timeout: 30_000 }, () => {
  it.each(malformed)('with %s nothing changes, nothing breaks, and the reason is told', async (_what, event) => {
    for (const snapshot of await places()) {
      expect(tell(snapshot, event)).toEqual(untouched);
      const explanation = explain(snapshot, event as RoadEvent);
      expect(explanation).toMatchObject({ allowed: false });
      expect(JSON.stringify(explanation).length).toBeLessThan(4_000);
    }
  });

  it.each(forged)('R-050 R-059 a forged $type where nothing is asked changes nothing', async (event) => {
    for (const snapshot of await places()) {
      expect(tell(snapshot, event)).toEqual(untouched);
      expect(explain(snapshot, event as never)).toMatchObject({ issues: [{ code: 'event.reserved' }] });
    }
  });

  it('an event of a wrong role changes nothing, whatever it carries', async () => {
    const { vocabulary } = chartOf(registrationMachine);
    for (const snapshot of await places())
      for (const act of sayings)
        for (const role of ['applicant', 'member', 'administrator', 'reviewer', 'system'] as const) {
          if (vocabulary[act.type]?.by.includes(role) !== false) continue;
          expect(snapshot.can({ ...act, by: actorOf(role) } as RoadEvent)).toBe(false);
        }
  });

  it('any right event with any one value replaced by anything is taken as it should be or refused', async () => {
    const resting = await places();
    const anything = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\ud800', '\u0000', 'x'.repeat(9000), Number.NaN, null, undefined),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...sayings),
        fc.nat(),
        anything,
        fc.constantFrom(...resting),
        (act, place, value, snapshot) => {
          const keys = Object.keys(act).filter((key) => key !== 'type');
          const event = { ...act, [keys[place % keys.length] ?? 'at']: value };
          const { allowed } = explain(snapshot, event as RoadEvent);
          const { changed, status } = tell(snapshot, event);
          expect(status).toBe('active');
          if (!allowed) expect(changed).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('what the caller holds is neither frozen nor kept', () => {
    const business = { companyName: 'Acme', country: 'DE', registrationNumber: 'HRB 1' };
    const actor = createActor(registrationMachine, { input: { policy: intl, account: cloudAccount } }).start();
    actor.send({ type: 'wizard.start', at, by });
    actor.send({ type: 'wizard.business.save', at, by, business });
    business.companyName = 'Evil';
    expect(actor.getSnapshot().context.application.business?.companyName).toBe('Acme');
    expect([Object.isFrozen(business), Object.isFrozen(by), Object.isFrozen(intl)]).toEqual([false, false, false]);
    actor.stop();
  });
});
