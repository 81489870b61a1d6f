import type { IndexRow } from '../../storage/port.js';
import { act, keysOf, later, type Promises, rowsOf, same, save } from './kit.js';

function row(state: string, company: string | null = null, deadline: string | null = null): { index: IndexRow } {
  return { index: { state, company, deadline } };
}

export const finding: Promises = {
  'a state is found by itself and by its parents, not by a part of its name': async ({ storage }) => {
    const states = ['review', 'review.rejected', 'review.manually.waiting', 'reviewing', 'wizard.review', 'review_x'];
    // The characters before and after the dot.
    states.push('review-x', 'review/x');
    for (const state of states) await save(storage, act(state, 0, row(state)));
    const expected = {
      review: ['review', 'review.manually.waiting', 'review.rejected'],
      'review.rejected': ['review.rejected'],
      'review.manually': ['review.manually.waiting'],
      'review.manually.waiting': ['review.manually.waiting'],
      'review.rej': [],
      'review.': [],
      review_: [],
      'review%': [],
      '': [],
      rejected: [],
      Review: [],
    };
    for (const [state, keys] of Object.entries(expected)) {
      same(await keysOf(storage, { state }), keys, `The state '${state}' finds itself and what lies below it`);
    }
  },

  'a company is found by its whole name': async ({ storage }) => {
    await save(storage, act('a', 0, row('x', 'CN:1')), act('b', 0, row('x', 'CN:11')), act('c', 0, row('x', 'CN:1')));
    await save(storage, act('d', 0, row('x', null)), act('e', 0, row('x', 'cn:1')));
    same(await keysOf(storage, { company: 'CN:1' }), ['a', 'c'], 'A company finds the registrations about it');
    same(await keysOf(storage, { company: 'null' }), [], 'A registration about no company is not found by one');
  },

  'a deadline is found from the moment it is reached': async ({ storage }) => {
    await save(storage, act('a', 0, row('x', null, later(10))), act('b', 0, row('x', null, later(20))));
    await save(storage, act('c', 0, row('x', null, later(86_400 * 400))), act('d', 0, row('x')));
    same(await keysOf(storage, { deadlineBy: later(9.999) }), [], 'A deadline still to come is not found');
    same(await keysOf(storage, { deadlineBy: later(10) }), ['a'], 'A deadline at that time is found');
    same(await keysOf(storage, { deadlineBy: later(21) }), ['a', 'b'], 'A deadline before that time is found');
    same(await keysOf(storage, { deadlineBy: later(86_400 * 999) }), ['a', 'b', 'c'], 'Only deadlines are found');
  },

  'text that no row can hold finds nothing': async ({ storage }) => {
    await save(storage, act('a', 0, row('x', 'CN:1', later(10))));
    const hopeless = ['x\u0000', 'x\u0000y', '\u0000', '\ud800', '%', "' or ''=''", 'x'.repeat(5000)];
    for (const text of hopeless) {
      same(await keysOf(storage, { state: text }), [], 'A state nothing is in finds nothing');
      same(await keysOf(storage, { company: `CN:1${text}` }), [], 'Nor does such a company');
    }
  },

  'every condition of a query must hold': async ({ storage }) => {
    await save(storage, act('a', 0, row('review.waiting', 'CN:1', later(10))));
    await save(storage, act('b', 0, row('review.waiting', 'CN:2', later(10))));
    await save(storage, act('c', 0, row('wizard.waiting', 'CN:1', later(10))));
    await save(storage, act('d', 0, row('review.waiting', 'CN:1', later(99))));
    const found = await keysOf(storage, { state: 'review', company: 'CN:1', deadlineBy: later(50) });
    same(found, ['a'], 'State, company and deadline are asked for together');
    const anything = { state: undefined, company: undefined, deadlineBy: undefined, cursor: undefined };
    same(await keysOf(storage, anything), ['a', 'b', 'c', 'd'], 'A query without conditions finds everything');
  },

  'a row follows the latest commit': async ({ storage }) => {
    await save(storage, act('a', 0, row('wizard.contact', 'CN:1', later(10))), act('a', 1, row('review.waiting')));
    same(await keysOf(storage, { state: 'wizard' }), [], 'What a registration was before is not found');
    same(await keysOf(storage, { company: 'CN:1' }), [], 'A company that was taken out is not found');
    same(await keysOf(storage, { deadlineBy: later(99) }), [], 'A deadline that was taken out is not found');
    same(
      await rowsOf(storage, { state: 'review' }),
      [{ key: 'a', revision: 2, at: act('a', 1).at, state: 'review.waiting', company: null, deadline: null }],
      'What a registration is now is found',
    );
  },

  'rows come in order of key, whatever the order of writing': async ({ storage }) => {
    const keys = ['b', 'a', 'B', '10', '9', 'a b', 'a-b', 'ab', 'é', 'z', '_', '华'];
    for (const key of keys) await save(storage, act(key, 0));
    same(await keysOf(storage), [...keys].sort(), 'Keys are ordered by their characters, not by a language');
  },

  'pages hold what was asked for, and the last one says so': async ({ storage }) => {
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await save(storage, act(key, 0));
    for (const [limit, sizes] of [
      [1, [1, 1, 1, 1, 1, 1]],
      [2, [2, 2, 2]],
      [4, [4, 2]],
      [6, [6]],
      [1000, [6]],
      [2.9, [2, 2, 2]],
      [0, [1, 1, 1, 1, 1, 1]],
      [Number.NaN, [1, 1, 1, 1, 1, 1]],
      [Number.POSITIVE_INFINITY, [6]],
    ] as const) {
      const found: number[] = [];
      for (let cursor: string | null | undefined; cursor !== null && found.length < 10; ) {
        const page = await storage.find({ limit, cursor });
        found.push(page.rows.length);
        cursor = page.next;
      }
      same(found, sizes, `Pages of ${limit} are full up to the last, and none follows that`);
    }
    same(await storage.find({ limit: 5, state: 'none' }), { rows: [], next: null }, 'Nothing found is one empty page');
  },

  'pages of a narrow query skip what does not fit': async ({ storage }) => {
    for (let number = 10; number < 30; number += 1) {
      const wantedOne = number % 2 === 0 ? 'wanted' : 'wanted.more';
      await save(storage, act(`key ${number}`, 0, row(number % 3 === 0 ? wantedOne : 'other')));
    }
    const wanted = ['key 12', 'key 15', 'key 18', 'key 21', 'key 24', 'key 27'];
    for (const limit of [1, 2, 5, 6, 7]) {
      same(await keysOf(storage, { state: 'wanted', limit }), wanted, 'Every row that fits is found once');
    }
  },

  'paging is stable while others write': async ({ storage, again }) => {
    const other = await again();
    for (const key of ['b', 'd', 'f', 'h', 'j', 'l']) await save(storage, act(key, 0));
    const first = await storage.find({ limit: 2 });
    await save(other, act('a', 0), act('c', 0), act('i', 0), act('b', 1), act('l', 1));
    await other.remove('d', later(0));
    await other.remove('h', later(0));
    const second = await storage.find({ limit: 2, cursor: first.next ?? undefined });
    await save(other, act('aa', 0), act('ii', 0), act('m', 0));
    const third = await storage.find({ limit: 10, cursor: second.next ?? undefined });
    same(
      [first, second, third].map(({ rows }) => rows.map(({ key, revision }) => `${key}${revision}`)),
      [
        ['b1', 'd1'],
        ['f1', 'i1'],
        ['ii1', 'j1', 'l2', 'm1'],
      ],
      'A walk shows each row at most once, and misses none that was there all along',
    );
  },
};
