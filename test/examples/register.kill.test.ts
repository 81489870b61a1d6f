import { beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, everythingIn, killDemoAt, killNpmAt, root, runDemo, savedRevisions } from './demo.js';

const carriedOn = /↻ Carrying on where it was: revision (\d+), in “(.+)”\./;

/** What the road ends with, apart from times, the folder and how many revisions it took. */
const ending = (out: string) =>
  out
    .slice(out.indexOf('★'))
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/Kept in .*/, '');

/** A module that makes the computer's clock fast. */
const fastClock = (minutes: number) =>
  `data:text/javascript,${encodeURIComponent(`
    const Clock = Date;
    globalThis.Date = class extends Clock {
      constructor(...args) { args.length === 0 ? super(Clock.now() + ${minutes} * 60000) : super(...args); }
      static now() { return Clock.now() + ${minutes} * 60000; }
    };
  `)}`;

let undisturbed = '';

beforeAll(async () => {
  ({ out: undisturbed } = await runDemo(['--store', emptyFolder()]));
});

describe('the demo, killed with SIGKILL after a printed save', () => {
  it.each([1, 4, 16, 23])('carries on from there: revision %i', async (revision) => {
    const args = ['--store', emptyFolder()];
    const killed = await killDemoAt(`saved, revision ${revision}\n`, args);
    const printed = savedRevisions(killed.out).at(-1) ?? 0;
    expect(printed).toBe(revision);

    const { out, err, code } = await runDemo(args);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    const from = Number(carriedOn.exec(out)?.[1]);
    expect(from).toBe(printed);
    expect(savedRevisions(out)[0]).toBe(from + 1);
    expect(ending(out)).toBe(ending(undisturbed));
  });

  it.each([13, 16])('carries on with real-name authentication and codes: revision %i', async (revision) => {
    const args = ['--store', emptyFolder(), '--file', `${root}examples/data/china-real-name.json`];
    await killDemoAt(`saved, revision ${revision}\n`, args);
    const { out, code } = await runDemo(args);
    expect(code).toBe(0);
    expect(out).toMatch(carriedOn);
    expect(out).toContain('★ 苏州青禾智能科技有限公司 is a partner');
  });

  it.each([13, 15, 16, 18])('E7 carries on with an association: revision %i', async (revision) => {
    const args = ['--store', emptyFolder(), '--file', `${root}examples/data/greece-association.json`];
    await killDemoAt(`saved, revision ${revision}\n`, args);
    const { out, code } = await runDemo(args);
    expect(code).toBe(0);
    expect(out).toMatch(carriedOn);
    expect(out).toContain('★ eleni-papadaki is associated with');
  });

  it('survives kill after kill, some acts at a time', async () => {
    const store = emptyFolder();
    let last = 0;
    for (let starts = 0; starts < 60; starts += 1) {
      const { out, code } = await killDemoAt(`saved, revision ${last + 3}\n`, ['--store', store]);
      expect(Number(carriedOn.exec(out)?.[1] ?? last)).toBeGreaterThanOrEqual(last);
      last = Math.max(last, ...savedRevisions(out), Number(/revision (\d+)\. Say --fresh/.exec(out)?.[1] ?? 0));
      if (code === 0) break;
    }
    const { out } = await runDemo(['--store', store]);
    expect(out).toContain('This registration is finished');
    expect(everythingIn(store)).not.toContain('Example-Chang-77');
  });

  it.skipIf(process.platform !== 'linux')('does not go on unseen when npm alone is killed', async () => {
    const args = ['--store', emptyFolder()];
    const { out: killed } = await killNpmAt('saved, revision 3\n', args);
    const { out, code } = await runDemo(args);
    expect(code).toBe(0);
    expect(Number(carriedOn.exec(out)?.[1])).toBe(savedRevisions(killed).at(-1));
  });

  it('asks for another code when it comes back after the validity of the first one', async () => {
    const args = ['--store', emptyFolder()];
    await killDemoAt('saved, revision 3\n', args);
    const { out, code } = await runDemo(args, { preload: [fastClock(10)] });
    expect(code).toBe(0);
    expect(out).toContain('Ask for another code');
    expect(out).toContain('★');
  });

  it('has the invitation sent again when it comes back after eight days', async () => {
    const args = ['--store', emptyFolder(), '--file', `${root}examples/data/greece-association.json`];
    await killDemoAt('saved, revision 17\n', args);
    const { out, code } = await runDemo(args, { preload: [fastClock(8 * 24 * 60)] });
    expect(code).toBe(0);
    expect(out).toContain('Νίκος Στεφανίδης: Send the invitation again');
    expect(out).toContain('★');
  });

  it('says that another process was faster, instead of overwriting it', async () => {
    const args = ['--store', emptyFolder()];
    const [one, other] = await Promise.all([runDemo(args), runDemo(args)]);
    for (const { code, err } of [one, other])
      if (code !== 0) expect(err).toMatch(/Someone else saved this registration first.*storage\.conflict/);
    expect((await runDemo(args)).code).toBe(0);
  });
});
