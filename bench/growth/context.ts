import {
  createPolicy,
  decode,
  type Envelope,
  encode,
  registrationMachine,
  settle,
  signupMachine,
  start,
  step,
  wizardMachine,
} from 'hcpn-registration';
import { fixtures } from 'hcpn-registration/testing';
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { type Contender, type Effort, inOrder, inTurns, repeat } from '../measure.js';
import type { Findings, Table } from '../report.js';

const at = '2026-01-05T09:00:00.000Z';
const act = { at, by: { role: 'applicant', id: 'ada' } } as const;

/** How a pure step grows with what a registration remembers, and with how many states its machine has. */
export async function context(effort: Effort = {}): Promise<Findings> {
  const sizes = [
    ['nothing filled in', drafting(0, 4)],
    ['every step filled in, and four drafts', drafting(4, 4)],
    ['the same with 1 question and answer', drafting(4, 1)],
    ['the same with 10', drafting(4, 10)],
    ['the same with 100', drafting(4, 100)],
  ] as const;
  const filings = [1, 10, 100].map((questions) => [`${questions} answers`, filing(questions)] as const);
  const charts = [
    ['the signup', choosing()],
    ['the wizard', drafting(4, 4, wizardMachine)],
    ['the whole road', drafting(4, 4)],
  ] as const;
  const stepped = 'Microseconds of processor time for one pure step:';
  return {
    figures: {},
    tables: [
      await table(
        'A step beside what the registration remembers',
        `${stepped} a draft is kept. Text saved: ${textSizes(sizes)}.`,
        sizes.map(([name, situation]) => ({ name, run: repeat(() => taken(situation)) })),
        effort,
      ),
      await table(
        'Reading and writing that text',
        'Microseconds of processor time for JSON.parse and JSON.stringify of what is saved, nothing else.',
        sizes.map(([name, { text }]) => ({ name, run: repeat(() => JSON.stringify(JSON.parse(text))) })),
        effort,
      ),
      await table(
        'A step that brings a list',
        `${stepped} the questionnaire is filed, so that every answer is checked.`,
        filings.map(([name, situation]) => ({ name, run: repeat(() => taken(situation)) })),
        effort,
      ),
      ...(await inOrder(charts, ([name, situation]) => besideFloor(name, situation, effort))),
    ],
  };
}

/** A registration at rest, and an event that can be said to it. */
interface Situation {
  readonly machine: AnyStateMachine;
  readonly envelope: Envelope;
  readonly text: string;
  readonly event: object;
}

/** The draft of a contact is kept, where so many steps are filled in and the policy has so many questions. */
function drafting(steps: 0 | 4, questions: number, machine: AnyStateMachine = registrationMachine): Situation {
  const { policy, valid } = worldOf(questions);
  const { jobTitle = '', ...contact } = valid.contact;
  const { business, acceptance } = valid;
  const draft = { ...contact, jobTitle };
  const begun = started(machine, { policy, account: valid.account });
  const events = [
    { type: 'wizard.business.save', business },
    { type: 'wizard.contact.save', contact: valid.contact },
    { type: 'wizard.sensitiveRelationship.file', filing: valid.filing },
    { type: 'wizard.agreement.accept', acceptance },
  ].slice(0, steps);
  const drafts = ['business', 'contact', 'sensitiveRelationship', 'agreement'].slice(0, steps);
  const kept = drafts.map((name) => ({ type: 'wizard.draft.keep', step: name, draft: { ...draft, name } }));
  const envelope = after(machine, begun, [{ type: 'wizard.start' }, ...events, ...kept]);
  return situationOf(machine, envelope, { type: 'wizard.draft.keep', step: 'contact', draft });
}

/** A questionnaire of so many questions is filed. */
function filing(questions: number): Situation {
  const { policy, valid } = worldOf(questions);
  const begun = started(registrationMachine, { policy, account: valid.account });
  const envelope = after(registrationMachine, begun, [
    { type: 'wizard.start' },
    { type: 'wizard.business.save', business: valid.business },
    { type: 'wizard.contact.save', contact: valid.contact },
  ]);
  return situationOf(registrationMachine, envelope, {
    type: 'wizard.sensitiveRelationship.file',
    filing: valid.filing,
  });
}

/** The country is chosen, with which the signup begins. */
function choosing(): Situation {
  const { policy, valid } = worldOf(4);
  const begun = started(signupMachine, { policy });
  return situationOf(signupMachine, begun, { type: 'signup.country.choose', country: valid.country });
}

function worldOf(questions: number) {
  const items = Array.from({ length: questions }, (_, place) => {
    return { id: `question-${place}`, kind: 'boolean' as const, detailsRequiredWhen: true, text: null };
  });
  const policy = createPolicy({ site: 'intl', sensitiveRelationship: { items } });
  return { policy, valid: fixtures(policy) };
}

function started(machine: AnyStateMachine, input: object): Envelope {
  return start(machine, input, at).envelope;
}

/** An envelope after some events; the company that is looked up is no partner. */
function after(machine: AnyStateMachine, envelope: Envelope, events: readonly object[]): Envelope {
  return events.reduce<Envelope>((before, event) => {
    const result = step(machine, before, { ...event, ...act });
    if (result.outcome !== 'moved') throw new Error(`${JSON.stringify(event)} was ${result.outcome}.`);
    const [call] = result.calls;
    return call === undefined
      ? result.envelope
      : settle(machine, result.envelope, call, { at, value: { partner: null } }).envelope;
  }, envelope);
}

function situationOf(machine: AnyStateMachine, envelope: Envelope, event: object): Situation {
  const situation = { machine, envelope, text: encode(envelope), event: { ...event, ...act } };
  taken(situation);
  return situation;
}

function taken({ machine, envelope, event }: Situation): Envelope {
  const { outcome, envelope: next } = step(machine, envelope, event);
  if (outcome !== 'moved') throw new Error(`${JSON.stringify(event)} was ${outcome}.`);
  return next;
}

/** One act from text to text, beside the cost nobody gets below. */
function besideFloor(name: string, situation: Situation, effort: Effort): Promise<Table> {
  const { machine, text } = situation;
  return table(
    `A step of ${name}`,
    `Microseconds of processor time. The machine has ${statesIn(machine.root)} states, the text ${text.length} characters.`,
    [
      { name: 'parse and write the text', run: repeat(() => JSON.stringify(JSON.parse(text))) },
      { name: 'step alone', run: repeat(() => taken(situation)) },
      {
        name: 'read, step and write',
        run: repeat(() => encode(taken({ ...situation, envelope: decode(machine, text) }))),
      },
    ],
    effort,
  );
}

async function table(title: string, says: string, contenders: readonly Contender[], effort: Effort): Promise<Table> {
  return { title, says, measured: await inTurns(contenders, effort) };
}

function statesIn(node: AnyStateNode): number {
  return Object.values(node.states).reduce((count, state) => count + 1 + statesIn(state), 0);
}

function textSizes(cases: readonly (readonly [string, Situation])[]): string {
  return cases.map(([name, { text }]) => `${name} ${text.length} characters`).join(', ');
}
