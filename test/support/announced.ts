import type { AnyEventObject, AnyMachineSnapshot, InspectionEvent } from 'xstate';
import type { Announcement } from '../../src/announcements.js';
import { pathOf } from '../../src/snapshot.js';

type Told = Announcement['type'];

/** One event that moved something. */
interface Step {
  readonly event: AnyEventObject;
  readonly before: AnyMachineSnapshot;
  /** Asked for only where it is needed: to find it may mean to take the step once more. */
  readonly after: () => AnyMachineSnapshot;
}

const isIn = ({ value }: AnyMachineSnapshot, ...names: readonly string[]) =>
  pathOf(value)
    .split('.')
    .some((name) => names.includes(name));
const isUntroubled = ({ context }: AnyMachineSnapshot) => context.trouble.length === 0;
const answerIn = ({ event }: Step): Readonly<Record<string, unknown>> => event['output'].value;

/** Whether the applicant states that a partner of the same number is another company; people look at that. */
const isSaidToBeAnother = ({ before }: Step) => before.context['application'].differentFrom !== null;

/** What was asked for before the account was looked up; null is the account alone. */
function askedIn({ context }: AnyMachineSnapshot): string | null {
  return context['enrollment'].asked?.type ?? null;
}

/** What the world is told of each event; of one that is not listed, nothing. */
const announcements: Readonly<Record<string, readonly Told[] | ((step: Step) => readonly Told[])>> = {
  'xstate.done.actor.screenApplication': (step) => {
    const { result } = answerIn(step);
    if (result === 'passed') return isSaidToBeAnother(step) ? ['review.manualReviewStarted'] : ['review.approved'];
    return result === 'notPassed' ? ['review.manualReviewStarted'] : [];
  },
  'review.screeningPassed': (step) => (isSaidToBeAnother(step) ? ['review.manualReviewStarted'] : ['review.approved']),
  'review.screeningFailed': ['review.manualReviewStarted'],
  'review.approve': ['review.approved'],
  'review.reject': ['review.rejected'],

  'xstate.done.actor.registerPartner': ({ after }) => (isIn(after(), 'enrolled') ? ['enrollment.enrolled'] : []),
  'xstate.done.actor.lookUpAccount': ({ before, after }) => {
    const asked = askedIn(before);
    if (asked === null || !isUntroubled(after())) return [];
    if (asked.startsWith('path.')) return ['path.changed'];
    return asked.startsWith('program.') ? ['program.changed'] : ['enrollment.deregistrationRequested'];
  },

  'registration.handOver': ['registration.handedOver'],

  'xstate.done.actor.lookUpInvitee': ({ after }) =>
    isIn(after(), 'invited') && isUntroubled(after()) ? ['association.invited'] : [],
  'enrollment.sensitiveRelationship.file': ['enrollment.sensitiveRelationshipFiled'],
  'association.expired': ['association.expired'],
  'association.accept': ({ after }) => (isIn(after(), 'associated') ? ['association.accepted'] : []),
  'xstate.done.actor.associateMember': ({ after }) => (isIn(after(), 'associated') ? ['association.accepted'] : []),
  'association.benefit.request': ['association.benefitRequested'],
  'association.disassociate': ['association.disassociated'],
  'xstate.done.actor.lookUpCompanyPaths': ({ after }) =>
    isIn(after(), 'applying') ? ['association.dedicatedChanged'] : [],
  'association.dedicated.approved': ['association.dedicatedChanged'],
  'association.dedicated.rejected': ['association.dedicatedChanged'],
  'association.dedicated.cancel': ['association.dedicatedChanged'],
  'association.dedicated.revoke': ['association.dedicatedChanged'],
  'association.dedicated.cancelled': ['association.dedicatedChanged'],
  'association.dedicated.kept': ['association.dedicatedChanged'],
  'association.dedicated.disqualified': ['association.dedicatedChanged'],
};

/** The acts that wait until the account has been looked up, and are told of then. */
const afterLookingUp = ['path.select', 'path.exit', 'path.validation.submit', 'program.apply', 'program.submit'];

/** The types of what the world is to be told of an event that moved something: these, in this order, each once. */
export function announcementsOf(step: Step): readonly Told[] {
  const { before, event } = step;
  const told = announcements[event.type];
  if (told !== undefined) return typeof told === 'function' ? told(step) : told;
  // The machine of a path or a program alone leaves it to the larger chart to tell.
  if (before.context['enrollment'] === undefined || afterLookingUp.includes(event.type)) return [];
  if (event.type.startsWith('path.')) return ['path.changed'];
  return event.type.startsWith('program.') ? ['program.changed'] : [];
}

/** Holds a live actor to what each event names: `hear` and `inspect` are given to it, `wrong` says what was amiss. */
export class Hearing {
  readonly wrong: string[] = [];
  private told: string[] = [];
  private before: AnyMachineSnapshot | null = null;

  readonly hear = ({ type }: { readonly type: string }) => void this.told.push(type);

  readonly inspect = (inspected: InspectionEvent) => {
    if (inspected.type !== '@xstate.snapshot' || inspected.actorRef.sessionId !== inspected.rootId) return;
    const { event } = inspected;
    const after = inspected.snapshot as AnyMachineSnapshot;
    const { before, told } = this;
    this.before = after;
    this.told = [];
    const named = before?.can(event) ? announcementsOf({ event, before, after: () => after }) : [];
    if (told.join() !== named.join()) this.wrong.push(`${event.type} tells [${told}], and is to tell [${named}]`);
  };
}
