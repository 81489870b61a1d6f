import { defineEvents, type EventsOf } from './events.js';
import type { Issue } from './issue.js';
import { type Policy, soundPolicySchema } from './policy.js';
import { ruleBook } from './rules.js';
import { updatesOf } from './updates.js';

/** What may be said to every machine: from now on another policy holds. A session says it when it is opened with one. */
export const policyEvents = defineEvents({
  'registration.policyChanged': { by: ['system'], payload: { policy: soundPolicySchema } },
});

/** What may be said to every machine. */
export type PolicyEvent = EventsOf<typeof policyEvents>;

/** What every context holds. */
type Governed = { policy: Policy; trouble: readonly Issue[] };

const { rule, guards } = ruleBook<Governed, PolicyEvent>(policyEvents);

/** A policy is taken up wherever a registration rests. */
export const policyRules = { mayChangePolicy: rule('registration.policyChanged') };

/** The guard of a change of policy. */
export const policyGuards = guards(policyRules);

/** What a change of policy changes. */
export const policyUpdates = {
  takePolicy: updatesOf<Governed, PolicyEvent, Record<never, never>>(policyEvents).on(
    'registration.policyChanged',
    (context, { policy }) => {
      context.policy = policy;
    },
  ),
};

/** The arrow every machine has at its root. */
export const policyArrow = {
  'registration.policyChanged': { guard: 'mayChangePolicy', actions: 'takePolicy' },
} as const;
