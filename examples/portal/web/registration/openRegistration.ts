import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Actor, type Issue, type Role, registrationMachine, rolesByEvent } from 'hcpn-registration';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { User } from '../../api.js';
import {
  type Act,
  type Differences,
  isPassing,
  type Registration,
  readRegistration,
  type Sayable,
  say,
  watchRegistration,
} from '../client.js';

/** A registration that is open on the page, and what can be done with it. */
export interface OpenRegistration extends Registration {
  readonly user: User;
  /** What was said last and held up: by the rules, or by the outside world. */
  readonly issues: readonly Issue[];
  /** What somebody else changed, when an act was overtaken by theirs. */
  readonly differences: Differences | null;
  /** Whether an answer is awaited. */
  readonly isSaying: boolean;
  /** Whether the server could not be reached so far, and the act is sent again. */
  readonly isAway: boolean;
  /** Why the last act did not reach the server, if it did not. */
  readonly failure: unknown;
  /** Says something; answers whether it was taken. An act that could not be sent is sent again under the same command id. */
  readonly say: (act: Sayable) => Promise<boolean>;
  /** Who an act is said as, for `explain`. */
  readonly by: (type: Act['type']) => Actor;
  readonly dismiss: () => void;
}

const RegistrationContext = createContext<OpenRegistration | null>(null);

/** Gives the pages below the registration that is open. */
export const OpenedRegistration = RegistrationContext;

/** The registration the page is about. */
export function useOpen(): OpenRegistration {
  const open = useContext(RegistrationContext);
  if (open === null) throw new Error('There is no registration open around this component.');
  return open;
}

const rolesOf: Readonly<Record<string, readonly Role[]>> = rolesByEvent(registrationMachine);

const rolesOfUser: Readonly<Record<User['role'], readonly Role[]>> = {
  applicant: ['applicant', 'member'],
  administrator: ['administrator'],
  reviewer: ['reviewer', 'system'],
};

/** Of what concerns themselves reviewers do not speak for Huawei's machinery. */
const rolesOfConcerned: readonly Role[] = ['reviewer', 'applicant', 'member'];

/** Whether a registration is, or was, somebody's own. */
export function isConcerned({ id }: User, { isOwn, snapshot }: Pick<Registration, 'isOwn' | 'snapshot'>): boolean {
  const { formerOwners, huaweiId } = snapshot.context.account;
  return isOwn || huaweiId === id || formerOwners.includes(id);
}

/** As whom a person says an act: the first of their roles that may. The server decides the same by itself. */
export function actorFor({ id, role }: User, type: string, concerned: boolean): Actor {
  const mine = concerned && role === 'reviewer' ? rolesOfConcerned : rolesOfUser[role];
  const [first = 'applicant'] = mine;
  return { id, role: mine.find((each) => rolesOf[type]?.includes(each)) ?? first };
}

/**
 * The registration under a key, kept up to date while the page is open. Who works at the review desk goes on with one of
 * their own as its applicant, elsewhere than at the desk.
 */
export function useRegistration(key: string, user: User, place: 'desk' | 'registrations') {
  const queries = useQueryClient();
  const queryKey = useMemo(() => ['registration', key], [key]);
  const { data, error } = useQuery({ queryKey, queryFn: () => readRegistration(key) });
  const [said, setSaid] = useState<Said>(nothingSaid);
  const waiting = useRef<{ readonly text: string; readonly answer: Promise<boolean> } | null>(null);

  useEffect(
    () =>
      watchRegistration(key, (revision) => {
        const shown = queries.getQueryData<Registration>(queryKey);
        if (shown === undefined || shown.revision < revision) void queries.invalidateQueries({ queryKey });
      }),
    [key, queries, queryKey],
  );

  const carryOut = useCallback(
    async (act: Sayable): Promise<boolean> => {
      const seen = queries.getQueryData<Registration>(queryKey);
      if (seen === undefined) return false;
      setSaid({ ...nothingSaid, isSaying: true });
      const away = () => setSaid({ ...nothingSaid, isSaying: true, isAway: true });
      try {
        const answer = await untilAnswered(seen, act, away);
        queries.setQueryData(queryKey, answer.registration);
        const overtaken = answer.kind === 'overtaken';
        setSaid({
          ...nothingSaid,
          issues: overtaken ? [] : answer.issues,
          differences: overtaken ? answer.differences : null,
        });
        return !overtaken && answer.taken && answer.issues.length === 0;
      } catch (failure) {
        setSaid({ ...nothingSaid, failure });
        return false;
      }
    },
    [queries, queryKey],
  );

  // The same act while its answer is awaited is a second click; another one waits for its turn.
  const sayInTurn = useCallback(
    (act: Sayable): Promise<boolean> => {
      const text = JSON.stringify(act);
      const before = waiting.current;
      if (before?.text === text) return before.answer;
      const answer = (before?.answer ?? Promise.resolve(true)).then(() => carryOut(act));
      const mine = { text, answer };
      waiting.current = mine;
      void answer.finally(() => {
        if (waiting.current === mine) waiting.current = null;
      });
      return answer;
    },
    [carryOut],
  );

  const open = useMemo<OpenRegistration | null>(() => {
    if (data === undefined) return null;
    const isApplying = place === 'registrations' && user.role === 'reviewer' && data.isOwn;
    const acting: User = isApplying ? { ...user, role: 'applicant' } : user;
    return {
      ...data,
      ...said,
      user: acting,
      say: sayInTurn,
      by: (type) => actorFor(acting, type, isConcerned(acting, data)),
      dismiss: () => setSaid(nothingSaid),
    };
  }, [data, said, user, place, sayInTurn]);
  return { open, error };
}

interface Said {
  readonly issues: readonly Issue[];
  readonly differences: Differences | null;
  readonly isSaying: boolean;
  readonly isAway: boolean;
  readonly failure: unknown;
}

const nothingSaid: Said = { issues: [], differences: null, isSaying: false, isAway: false, failure: null };

const pauses = [500, 1000, 2000, 4000, 8000, 8000];

/** Sends an act until there is an answer: a command id lets the server know it again, whatever was lost on the way. */
async function untilAnswered(seen: Registration, act: Sayable, away: () => void) {
  const commandId = crypto.randomUUID();
  for (const pause of pauses) {
    try {
      return await say(seen, act, commandId);
    } catch (error) {
      if (!isPassing(error)) throw error;
      away();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return say(seen, act, commandId);
}
