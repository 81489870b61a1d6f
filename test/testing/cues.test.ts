import { describe, expect, expectTypeOf, it } from 'vitest';
import { createPolicy } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { type RegistrationPorts, registrationPorts } from '../../src/registration/registration.ports.js';
import { openSession } from '../../src/session/session.js';
import { pathOf } from '../../src/snapshot.js';
import { memoryStorage } from '../../src/storage/memory.js';
import {
  badAnswer,
  type Cues,
  embeddedPorts,
  fails,
  fixtures,
  late,
  never,
  onCall,
  once,
  portsOnCue,
  twice,
  where,
} from '../../src/testing/index.js';

const policy = createPolicy({ site: 'intl' });
const { account, business } = fixtures(policy);
const { companyName, country, registrationNumber } = business;
const company = { companyName, country, registrationNumber };
const embedded = () => embeddedPorts({ seed: 'seed', deliver: () => {} });
const options = (idempotencyKey = 'k') => ({ idempotencyKey, signal: new AbortController().signal });
const nobody = { partner: null };

/** What becomes of some calls of one port, one after the other. */
async function asked(cues: Cues, times: number) {
  const { ports, calls } = portsOnCue(embedded(), cues);
  const answers: unknown[] = [];
  for (let call = 0; call < times; call += 1)
    answers.push(
      await Promise.resolve(ports.lookUpCompany(company, options())).catch(
        (error: unknown) => (error as Error).message,
      ),
    );
  return { answers, outcomes: calls.map(({ outcome }) => outcome) };
}

const down = 'The service is down';

describe('a cue says what happens', () => {
  it('fails: with the error given, without asking the port', async () => {
    const mine = new Error('no mail today');
    let mails = 0;
    const sendVerificationCode: RegistrationPorts['sendVerificationCode'] = () => {
      mails += 1;
      return { challengeId: 'c' };
    };
    const { ports } = portsOnCue({ ...embedded(), sendVerificationCode }, { sendVerificationCode: fails(mine) });
    await expect(Promise.resolve(ports.sendVerificationCode({} as never, options()))).rejects.toBe(mine);
    expect(mails).toBe(0);
    expect(await asked({ lookUpCompany: fails() }, 1)).toEqual({ answers: [down], outcomes: ['failed'] });
  });

  it('badAnswer: whatever is given comes back', async () => {
    expect((await asked({ lookUpCompany: badAnswer({ partner: 'yes' }) }, 1)).answers).toEqual([{ partner: 'yes' }]);
  });

  it('twice: the port is asked twice with the same key and its own copy, and counts as one call', async () => {
    const seen: { key: string; input: unknown }[] = [];
    const registerPartner: RegistrationPorts['registerPartner'] = (input, { idempotencyKey }) => {
      seen.push({ key: idempotencyKey, input });
      return { partnerId: `P-${seen.length}` };
    };
    const { ports, calls } = portsOnCue({ registerPartner }, { registerPartner: twice() });
    const input = { business, contact: null, huaweiId: null, secondAccount: false, differentFrom: null };
    expect(await ports.registerPartner(input, options('key-1'))).toEqual({ partnerId: 'P-2' });
    expect(seen).toEqual([
      { key: 'key-1', input },
      { key: 'key-1', input },
    ]);
    expect(seen[0]?.input).not.toBe(seen[1]?.input);
    expect(calls).toEqual([{ port: 'registerPartner', input, idempotencyKey: 'key-1', outcome: 'answered' }]);
  });

  it('late: the port is asked at once, the answer comes when it is released, and later calls do not wait', async () => {
    const slow = late();
    const { ports, calls } = portsOnCue(embedded(), { lookUpCompany: slow });
    const answer = ports.lookUpCompany(company, options());
    await slow.waiting;
    expect(calls[0]?.outcome).toBe('waiting');
    slow.release();
    expect(await answer).toEqual(nobody);
    expect(calls[0]?.outcome).toBe('answered');
    expect(await ports.lookUpCompany(company, options())).toEqual(nobody);
  });

  it('late and never: who stops waiting is released', async () => {
    for (const cue of [late(), never()]) {
      const { ports, calls } = portsOnCue(embedded(), { lookUpCompany: cue });
      const stop = new AbortController();
      const answer = Promise.resolve(ports.lookUpCompany(company, { idempotencyKey: 'k', signal: stop.signal }));
      stop.abort(new Error('nobody waits'));
      await expect(answer).rejects.toThrow('nobody waits');
      expect(calls[0]?.outcome).toBe('failed');
      const again = Promise.resolve(ports.lookUpCompany(company, { idempotencyKey: 'k', signal: stop.signal }));
      await expect(again).rejects.toThrow('nobody waits');
    }
  });

  it('late: a failure of the port comes late too', async () => {
    const slow = late();
    const lookUpCompany: RegistrationPorts['lookUpCompany'] = () => Promise.reject(new Error('register down'));
    const { ports } = portsOnCue({ lookUpCompany }, { lookUpCompany: slow });
    const answer = Promise.resolve(ports.lookUpCompany(company, options()));
    await slow.waiting;
    await new Promise((resolve) => setImmediate(resolve));
    slow.release();
    await expect(answer).rejects.toThrow('register down');
  });
});

describe('a cue says to which calls', () => {
  it('each, unless told otherwise', async () => {
    expect((await asked({ lookUpCompany: fails() }, 3)).answers).toEqual([down, down, down]);
    expect((await asked({}, 2)).answers).toEqual([nobody, nobody]);
  });

  it('the first, or any other by its number', async () => {
    expect((await asked({ lookUpCompany: once(fails()) }, 3)).answers).toEqual([down, nobody, nobody]);
    expect((await asked({ lookUpCompany: onCall(2, fails()) }, 3)).answers).toEqual([nobody, down, nobody]);
  });

  it('those that ask for something', async () => {
    const { ports } = portsOnCue(embedded(), { lookUpCompany: where(({ country: from }) => from === 'FR', fails()) });
    expect(await ports.lookUpCompany(company, options())).toEqual(nobody);
    await expect(Promise.resolve(ports.lookUpCompany({ ...company, country: 'FR' }, options()))).rejects.toThrow(down);
  });

  it('the first that fits, of several', async () => {
    const cues = { lookUpCompany: [once(fails()), onCall(2, badAnswer(1)), onCall(2, badAnswer(2))] };
    expect((await asked(cues, 3)).answers).toEqual([down, 1, nobody]);
  });

  it('until told otherwise, and then counted from one again', async () => {
    const { ports, cue } = portsOnCue(embedded(), { lookUpCompany: fails() });
    const ask = () => Promise.resolve(ports.lookUpCompany(company, options()));
    await expect(ask()).rejects.toThrow(down);
    cue('lookUpCompany');
    expect(await ask()).toEqual(nobody);
    cue('lookUpCompany', once(badAnswer(1)));
    expect(await ask()).toBe(1);
    expect(await ask()).toEqual(nobody);
  });
});

describe('ports on cue', () => {
  it('are the ports that were given: all of them, or few, or those of an object of a class', async () => {
    expect(Object.keys(portsOnCue(embedded()).ports).sort()).toEqual(Object.keys(registrationPorts).sort());
    class Register {
      readonly known = { partner: { partnerId: 'P-1', companyName: 'Lantern' } };

      lookUpCompany(_asked: object, _options: object) {
        return this.known;
      }
    }
    const { ports } = portsOnCue(new Register());
    expect(Object.keys(ports)).toEqual(['lookUpCompany']);
    expect(await ports.lookUpCompany(company, options())).toEqual(new Register().known);
  });

  it('record what was asked as it was, whatever the port does to it', async () => {
    const lookUpCompany: RegistrationPorts['lookUpCompany'] = (input) => {
      Object.assign(input, { companyName: 'Thief Ltd' });
      return nobody;
    };
    const { ports, calls } = portsOnCue({ lookUpCompany });
    const input = { ...company };
    await ports.lookUpCompany(input, options('key-1'));
    expect(calls).toEqual([{ port: 'lookUpCompany', input: company, idempotencyKey: 'key-1', outcome: 'answered' }]);
    expect(input).toEqual(company);
    Object.assign(input, { companyName: 'Thief Ltd' });
    expect(calls).toMatchObject([{ input: company }]);
  });

  it('do in a session what a world does that fails', async () => {
    const told: string[] = [];
    const { ports, calls, cue } = portsOnCue(embedded(), { lookUpCompany: [once(fails()), onCall(2, never())] });
    cue('registerPartner', once(badAnswer({})));
    const session = await openSession({
      machine: registrationMachine,
      key: 'lantern',
      storage: memoryStorage(),
      ports,
      input: { policy, account },
      by: { role: 'applicant', id: 'ada' },
      portTimeout: 0.01,
      onPortError: ({ code }) => told.push(code),
    });
    await session.send({ type: 'wizard.start' });
    await session.send({ type: 'wizard.business.save', business });
    expect(pathOf(session.snapshot.value)).toBe('wizard.companyCheckFailed');
    await session.send({ type: 'wizard.company.checkAgain' });
    expect(pathOf(session.snapshot.value)).toBe('wizard.companyCheckFailed');
    await session.send({ type: 'wizard.company.checkAgain' });
    expect(pathOf(session.snapshot.value)).toBe('wizard.enteringContact');
    expect(told).toEqual(['port.failed', 'port.timedOut']);
    expect(calls.map(({ port, outcome }) => `${port} ${outcome}`)).toEqual([
      'lookUpCompany failed',
      'lookUpCompany failed',
      'lookUpCompany answered',
    ]);
    expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
  });

  it('are typed by the name of the port', () => {
    // @ts-expect-error no such port
    portsOnCue(embedded(), { lookUpWeather: fails() });
    // @ts-expect-error a company has no colour
    portsOnCue(embedded(), { lookUpCompany: where(({ colour }) => colour === 'red', fails()) });
    // @ts-expect-error this port is not among those given
    portsOnCue({ lookUpCompany: embedded().lookUpCompany }, { registerPartner: fails() });
    const { calls } = portsOnCue(embedded());
    const [call] = calls;
    if (call?.port === 'lookUpCompany') expectTypeOf(call.input.country).toEqualTypeOf<string>();
  });
});
