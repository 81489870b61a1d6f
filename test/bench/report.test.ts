import { describe, expect, it } from 'vitest';
import type { Goal } from '../../bench/goals.js';
import { exactly, type Machine, type Measured, type Spread, spread, turned, worstOf } from '../../bench/measure.js';
import {
  figuresOf,
  isMet,
  machineName,
  middles,
  type Part,
  quartiles,
  type Run,
  repeated,
  verdict,
  withRun,
} from '../../bench/report.js';

const of = (q1: number, median: number, q3: number): Spread => ({ q1, median, q3 });
const atMost: Goal = { id: 'P0', says: '', bound: 'at most', limit: 2, unit: 'x' };
const atLeast: Goal = { ...atMost, bound: 'at least' };

const one: Machine = { model: 'Abacus', processors: 2, platform: 'linux x64', node: 'v20.20.2' };
const other: Machine = { ...one, model: 'Slide rule' };

const part = (rows: Readonly<Record<string, number>>, figures: Part['figures'] = {}, title = 'Steps'): Part => {
  const measured = Object.entries(rows).map(
    ([name, median]): Measured => ({
      name,
      amount: exactly(median * 10),
      ratio: of(median - 0.1, median, median + 0.1),
    }),
  );
  return { load: [0, 0, 0], tables: [{ title, says: '', measured }], figures };
};
const run = (machine: Machine, parts: Run['parts']): Run => ({ machine, parts });

describe('a goal', () => {
  it.each([
    ['at most', atMost, of(1, 1.9, 2), true],
    ['at most, of which a quarter of the rounds lies above', atMost, of(1, 1.9, 2.1), false],
    ['at most, of which half of the rounds lies above', atMost, of(1, 2.1, 2.2), false],
    ['at least', atLeast, of(2, 2.1, 9), true],
    ['at least, of which a quarter of the rounds lies below', atLeast, of(1.9, 2.1, 9), false],
    ['at most, that is counted', atMost, exactly(2), true],
  ])('%s, is met only if the quartile on its bad side is within the limit', (_, goal, figure, met) => {
    expect(isMet(goal, figure)).toBe(met);
  });

  it('that was met on some machines only is not called met', () => {
    const [good, bad] = [exactly(1), exactly(3)];
    expect([[], [good, good], [good, bad, bad], [bad]].map((figures) => verdict(atMost, figures))).toEqual([
      'not measured',
      'yes',
      '**on 1 of 3 machines**',
      '**no**',
    ]);
  });
});

describe('figures of several machines', () => {
  const runs = [
    run(one, { rivals: part({ floor: 1, ours: 1.5, gone: 7 }, { official: exactly(2) }) }),
    run(other, { rivals: part({ floor: 1, ours: 2.95 }, { official: exactly(1.6) }) }),
  ];

  it('are found for a goal on each machine that measured it', () => {
    expect(figuresOf(runs, 'official').map(({ median }) => median)).toEqual([2, 1.6]);
    expect(figuresOf(runs, 'ballerine')).toEqual([]);
  });

  it('stand as a range, and a row that one machine did not repeat stands nowhere', () => {
    const [table, ...others] = repeated(runs, 'rivals');
    expect(others).toEqual([]);
    expect(
      table?.rows.map(({ name, found }) => {
        const ratios = found.map(({ ratio }) => ratio);
        return [name, middles(ratios), quartiles(ratios)];
      }),
    ).toEqual([
      ['floor', '1', '0.9 to 1.1'],
      ['ours', '1.5 to 2.95', '1.4 to 3.05'],
    ]);
  });

  it('stand from the least to the most, whichever machine came first', () => {
    expect(middles([exactly(3), exactly(1), exactly(2)])).toBe('1 to 3');
    expect(quartiles([of(3, 4, 5), of(1, 2, 9)])).toBe('1 to 9');
  });

  it('leave out a table that one machine did not repeat, and a part that none has', () => {
    const strange = run(other, { rivals: part({ floor: 1 }, {}, 'Elsewhere') });
    expect(repeated([...runs.slice(0, 1), strange], 'rivals')).toEqual([]);
    expect(repeated(runs, 'weight')).toEqual([]);
  });

  it('of one machine only are no range', () => {
    const [table] = repeated(runs.slice(0, 1), 'rivals');
    expect(table?.rows.map(({ found }) => middles(found.map(({ amount }) => amount)))).toEqual(['10', '15', '70']);
  });
});

describe('a kept run', () => {
  const before = [run(one, { rivals: part({ old: 1 }), forms: part({ old: 1 }) })];

  it('takes the place of the same parts on the same machine', () => {
    const again = run({ ...one, node: 'v20.21.0' }, { rivals: part({ new: 1 }) });
    const [merged, ...others] = withRun(before, again);
    expect(others).toEqual([]);
    expect(merged).toEqual({ ...again, parts: { rivals: part({ new: 1 }), forms: part({ old: 1 }) } });
  });

  it.each([
    ['another processor', other],
    ['other cores', { ...one, processors: 8 }],
    ['another major of Node', { ...one, node: 'v22.1.0' }],
  ])('on a machine with %s stands beside the others', (_, machine) => {
    expect(withRun(before, run(machine, {})).map((each) => machineName(each.machine))).toEqual([
      'Abacus, 2 processors, linux x64, Node 20',
      machineName(machine),
    ]);
  });
});

describe('a spread', () => {
  it('has the median and the quartiles of its figures, between two where none is in the middle', () => {
    expect(spread([4, 1, 3, 2])).toEqual(of(1.75, 2.5, 3.25));
  });

  it('keeps its lower quartile below when figures are turned round', () => {
    expect(turned(of(1, 2, 4), (figure) => 1 / figure)).toEqual(of(0.25, 0.5, 1));
  });

  it('is the worst of several by its upper quartile', () => {
    expect(worstOf([of(1, 2, 3), of(0, 1, 9), of(5, 5, 5)])).toEqual(of(0, 1, 9));
  });
});
