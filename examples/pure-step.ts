import {
  createPolicy,
  decode,
  encode,
  pathOf,
  registrationMachine,
  type StepResult,
  settle,
  start,
  step,
} from 'hcpn-registration';
import { embeddedPorts } from 'hcpn-registration/testing';

/** A host's own table, and its own transaction around it: all or nothing. */
const table = new Map<string, string>();
const transaction = async <T>(work: (rows: Map<string, string>) => Promise<T>): Promise<T> => {
  const rows = new Map(table);
  const result = await work(rows);
  for (const [key, text] of rows) table.set(key, text);
  return result;
};

let code = '';
const ports = embeddedPorts({ deliver: (delivery) => (code = delivery.code) });
const now = () => new Date().toISOString();

/** Carries out the calls that are due, until none is: only then may the envelope be saved. */
async function toRest(begun: StepResult): Promise<StepResult> {
  let result = begun;
  for (let call = result.calls[0]; call !== undefined; call = result.calls[0]) {
    const ask = Reflect.get(ports, call.port) as (input: unknown, options: object) => unknown;
    const options = { idempotencyKey: call.ticket, signal: AbortSignal.timeout(5000) };
    const value = await ask(call.input, options);
    console.log(`  asked the outside world: ${call.port}`);
    result = settle(registrationMachine, result.envelope, call, { at: now(), value });
  }
  return result;
}

async function handle(key: string, said: object): Promise<void> {
  await transaction(async (rows) => {
    const envelope = decode(registrationMachine, rows.get(key) ?? '');
    const event = { ...said, at: now(), by: { role: 'applicant', id: 'visitor' } };
    const result = await toRest(step(registrationMachine, envelope, event));
    const codes = result.issues.map((found) => found.code).join(', ');
    console.log(`${result.outcome}, ${pathOf(result.envelope.value)}${codes === '' ? '' : `: ${codes}`}`);
    rows.set(key, encode(result.envelope));
  });
}

const begun = await toRest(start(registrationMachine, { policy: createPolicy({ site: 'eu' }) }, now()));
table.set('visitor-1', encode(begun.envelope));

await handle('visitor-1', { type: 'signup.country.choose', country: 'Atlantis' });
await handle('visitor-1', { type: 'signup.country.choose', country: 'FR' });
await handle('visitor-1', { type: 'signup.email.submit', email: 'zoé@atelier.example' });
await handle('visitor-1', { type: 'signup.code.submit', verificationCode: code });
await handle('visitor-1', { type: 'review.approve' });
