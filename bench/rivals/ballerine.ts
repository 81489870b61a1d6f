import { createRequire } from 'node:module';
import { createWorkflow } from '@ballerine/workflow-core';
import { afterAct, afterAnswer, type Kept, nothingYet } from './kept.js';
import { calls, road } from './road.js';
import { beginning, end, type Said } from './script.js';
import type { Way } from './way.js';

/** Its states may have no dot in their name. */
const named = (state: string) => state.replaceAll('.', '/');
const unnamed = (state: string) => state.replaceAll('/', '.');

/** Its rules see what is said beside what is remembered. They can tell a role and whether a field is there at all. */
const rule = (...needed: readonly string[]) => ({
  type: 'json-logic',
  options: { rule: { and: [{ '==': [{ var: 'by.role' }, 'applicant'] }, { '!': [{ missing: needed }] }] } },
});

const rules: Readonly<Record<Said['type'], ReturnType<typeof rule>>> = {
  'signup.country.choose': rule('country'),
  'signup.email.submit': rule('email'),
  'signup.code.submit': rule('verificationCode'),
  'signup.password.set': rule('password'),
  'signup.securityPhone.give': rule('phone'),
  'signup.cloud.enable': rule('agreements'),
  'signup.information.complete': rule('information.accountType', 'information.name', 'information.mobileNumber'),
  'wizard.start': rule(),
  'wizard.business.save': rule('business.companyName', 'business.country', 'business.registrationNumber'),
  'wizard.contact.save': rule('contact.name', 'contact.email', 'contact.phone'),
  'wizard.sensitiveRelationship.file': rule('filing.questionnaireVersion', 'filing.answers'),
  'wizard.agreement.accept': rule('acceptance.agreementId', 'acceptance.version', 'acceptance.authorityConfirmed'),
  'wizard.submit': rule('application.business', 'application.contact', 'application.filing', 'application.acceptance'),
};

const acting = Object.entries(road).map(([state, on]) => {
  const transitions = Object.entries(on).map(([type, to]) => [
    type,
    [{ target: named(to), cond: rules[type as Said['type']] }],
  ]);
  return [named(state), { on: Object.fromEntries(transitions) }];
});

const calling = Object.entries(calls).map(([state, { next }]) => [named(state), { on: { answered: named(next) } }]);

const definition = {
  id: 'registration',
  initial: named(beginning),
  states: Object.fromEntries([...acting, ...calling, [named(end), { type: 'final' }]]),
};

interface Saved {
  readonly value: string;
  readonly context: Kept;
}

/**
 * A workflow of @ballerine/workflow-core, made from what was saved for each act, as its users do on a server: the event is
 * sent, the host puts what was said into the context, and an answer of a service comes in the same way, as it does by the
 * library's own plugins. It checks no length, format, strict key, time or owner, nor the text it reads: it uses JSON Schema
 * on its requests to services only.
 */
export const ballerine: Way = {
  name: '@ballerine/workflow-core, with roles and required fields only',
  begin: () => JSON.stringify({ value: named(beginning), context: nothingYet }),
  async step(text, act) {
    const after = await quietly(() => carriedOut(JSON.parse(text), act));
    forgetInterpreters();
    return after;
  },
  stateOf: (text) => unnamed(JSON.parse(text).value),
  keptIn: (text) => JSON.parse(text).context,
};

async function carriedOut(saved: Saved, act: Said): Promise<string> {
  const workflow = createWorkflow({
    runtimeId: 'registration-1',
    definitionType: 'statechart-json',
    definition,
    workflowContext: { machineContext: saved.context, state: saved.value },
  });
  const current = (): string => workflow.getSnapshot()['value'];
  await workflow.sendEvent({ type: act.type, payload: { ...act } });
  let value = current();
  if (value === saved.value) throw new Error(`Refused: ${act.type} in ${value}`);
  let context = afterAct(saved.context, act);
  for (let call = calls[unnamed(value)]; call !== undefined; call = calls[unnamed(value)]) {
    context = afterAnswer(context, call.port, act.at);
    workflow.overrideContext(context);
    await workflow.sendEvent({ type: 'answered' });
    value = current();
  }
  return JSON.stringify({ value, context });
}

/** It writes every event and state to the console, which would cost more than the step. */
async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = () => {};
  try {
    return await run();
  } finally {
    console.log = log;
  }
}

/** What the XState 4 under it keeps of the interpreters that were started and not stopped. */
const { registry }: { registry: { bookId(): string; free(id: string): void } } = createRequire(
  import.meta.resolve('@ballerine/workflow-core'),
)('xstate/lib/registry');

let forgotten = 0;

/**
 * It stops none of the interpreters it starts, several for each act: on a server they pile up, some 200 kB an act. Here
 * they would fill the memory in which the others are measured as well, so they are let go.
 */
function forgetInterpreters(): void {
  const next = Number(registry.bookId().slice('x:'.length));
  for (; forgotten <= next; forgotten++) registry.free(`x:${forgotten}`);
}
