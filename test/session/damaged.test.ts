import { describe, expect, it } from 'vitest';
import { damages, judge, type Verdict, wayNames } from './damage.js';
import { momentsOfAll } from './players.js';

const seed = Number(process.env['SEED'] ?? 20261123);
const runs = Number(process.env['RUNS'] ?? 2000);

const moments = await momentsOfAll();
const verdicts = new Map<string, Map<Verdict, number>>();

describe('T6 in small: what was saved and damaged', () => {
  it('is turned away with an `envelope.*` error that names what is wrong, or says what it says and goes on', () => {
    let judged = 0;
    for (const damaged of damages(moments, seed)) {
      let verdict: Verdict;
      try {
        verdict = judge(damaged);
      } catch (cause) {
        const { moment, ways, text } = damaged;
        const what = `${String(cause)} (SEED=${seed}, ${judged}) on ${ways.join(' and ')} in ${moment.scenario.name}`;
        throw new Error(`${what}:\n${text.slice(0, 2000)}`, { cause });
      }
      for (const way of damaged.ways) {
        const seen = verdicts.get(way) ?? new Map<Verdict, number>();
        verdicts.set(way, seen.set(verdict, (seen.get(verdict) ?? 0) + 1));
      }
      judged += 1;
      if (judged === runs) break;
    }
    const all = [...verdicts.values()].flatMap((seen) => [...seen.keys()]);
    expect([...new Set(all)].sort()).toEqual([
      'envelope.contextInvalid',
      'envelope.machineUnknown',
      'envelope.malformed',
      'envelope.notAtRest',
      'envelope.stateUnknown',
      'envelope.versionUnknown',
      'read',
      'readAndMigrated',
    ]);
  }, 600_000);

  it('every way of damage has had its turn, and most were turned away', () => {
    expect([...verdicts.keys()].sort()).toEqual([...wayNames].sort());
    const counts = [...verdicts.values()].flatMap((seen) => [...seen]);
    const sum = (codes: (verdict: Verdict) => boolean) =>
      counts.reduce((total, [verdict, count]) => total + (codes(verdict) ? count : 0), 0);
    expect(sum((verdict) => verdict.startsWith('envelope.'))).toBeGreaterThan(runs / 2);
    expect(sum((verdict) => verdict === 'read')).toBeGreaterThan(runs / 50);
  });
});
