import { describe, expect, it } from 'vitest';
import { defineEvents } from '../src/events.js';
import { issue } from '../src/issue.js';
import { applies, judge, ruleBook } from '../src/rules.js';

const vocabulary = defineEvents({
  'door.open': { by: ['applicant'], payload: {} },
  'door.close': { by: ['applicant'], payload: {} },
});
type Event = { readonly type: 'door.open' | 'door.close'; readonly at: string; readonly by: never };
interface Context {
  readonly locked: boolean;
}

const at = '2026-11-22T12:00:00.000Z';
const by = { role: 'applicant', id: 'a' } as const;
const act = { type: 'door.open', at, by } as const;
const locked = issue('event.notExpected', [], { event: 'locked' });
const { rule, guards } = ruleBook<Context, Event>(vocabulary, (context) => (context.locked ? [locked] : []));

describe('a rule', () => {
  const bare = rule('door.open');
  const context = { locked: false };

  it('that says nothing always applies, is always possible and holds nothing against anyone who may act', () => {
    expect(bare.when(context)).toBe(true);
    expect(bare.which(context, act)).toBe(true);
    expect(bare.possible(context, act)).toBe(true);
    expect([bare.standing(context, act), bare.said(context, act)]).toEqual([[], []]);
    expect(applies(bare, context, act)).toBe(true);
    expect(judge(bare, context, act)).toEqual([]);
  });

  it('asks first whether the role may act, then what holds everywhere, then what stands in its own way', () => {
    const own = issue('event.notExpected', [], { event: 'own' });
    const strict = rule('door.open', { standing: () => [own], said: () => [issue('step.none')] });
    const stranger = { ...act, by: { role: 'reviewer', id: 'r' } } as const;
    expect(judge(strict, { locked: true }, stranger).map(({ code }) => code)).toEqual([
      'actor.notAllowed',
      'event.notExpected',
      'event.notExpected',
    ]);
    expect(judge(strict, { locked: true }, act)).toEqual([locked, own]);
    expect(judge(bare, { locked: true }, act)).toEqual([locked]);
  });

  it('looks at what was said only where nothing stands in the way', () => {
    const said = rule('door.open', { said: () => [issue('step.none')] });
    expect(judge(said, { locked: false }, act)).toEqual([issue('step.none')]);
    expect(judge(said, { locked: true }, act)).toEqual([locked]);
  });

  it('applies where its way is open and meant', () => {
    for (const [when, which] of [
      [true, false],
      [false, true],
      [false, false],
    ] as const)
      expect(applies(rule('door.open', { when: () => when, which: () => which }), context, act)).toBe(false);
  });

  it('without anything everywhere holds nothing everywhere', () => {
    const open = ruleBook<Context, Event>(vocabulary);
    expect(judge(open.rule('door.open'), { locked: true }, act)).toEqual([]);
  });

  it('is a guard of the same name, for its own event or family only, heard in its normal form', () => {
    const { mayOpen, mayDo, mayNever } = guards({
      mayOpen: rule('door.open'),
      mayDo: rule('door.*'),
      mayNever: rule('door.open', { when: () => false }),
    });
    const close = { ...act, type: 'door.close' };
    expect([act, close].map((event) => mayOpen({ context, event }))).toEqual([true, false]);
    expect([act, close].map((event) => mayDo({ context, event }))).toEqual([true, true]);
    expect(mayNever({ context, event: act })).toBe(false);
    expect(mayOpen({ context: { locked: true }, event: act })).toBe(false);
    expect(mayDo({ context, event: { type: 'door.open' } })).toBe(false);
  });
});
