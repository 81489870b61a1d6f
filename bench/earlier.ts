import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as thisBuild from 'hcpn-registration';
import { type Effort, ratioOf } from './measure.js';
import type { Findings } from './report.js';
import { type Journey, journeyOf } from './rivals/journey.js';
import { type Build, portsAsked, wayOf } from './rivals/ours.js';
import { measured } from './rivals/rivals.js';
import { acts } from './rivals/script.js';

/** The commit whose step is what ours is compared with: that comparison does not depend on the machine. */
const commit = '69811e93ae03eb6a0a0291bec518e24401f61acb';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Beside the peers of the benchmark, so that both builds run on the same ones. */
const builds = join(root, 'bench/.builds');

/** The step of this build beside that of the commit; nothing, and the reason said, where the commit cannot be had. */
export async function earlier(effort: Effort): Promise<Findings> {
  const folder = builtCommit();
  return folder === null
    ? { tables: [], figures: {} }
    : besideBuild(folder, `the build of ${commit.slice(0, 7)}`, effort);
}

/** The folder in which the commit is built, which is done once; null where the history does not go back so far. */
function builtCommit(): string | null {
  const folder = join(builds, commit);
  if (existsSync(join(folder, 'dist/index.js'))) return folder;
  if (!hasCommit()) {
    console.error(
      `This copy has no commit ${commit.slice(0, 7)}, so that P1 and P1c are not measured. In a shallow clone, fetch it with ` +
        '`git fetch --unshallow`; elsewhere, give a build with --before DIR.',
    );
    return null;
  }
  mkdirSync(builds, { recursive: true });
  const begun = mkdtempSync(join(builds, 'begun-'));
  try {
    checkOut(begun);
    build(begun);
    mkdirSync(folder, { recursive: true });
    renameSync(join(begun, 'dist'), join(folder, 'dist'));
  } finally {
    rmSync(begun, { recursive: true, force: true });
  }
  return folder;
}

function hasCommit(): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${commit}^{tree}`], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Writes the files of the commit into a folder, by an index of its own: the checkout and its index stay as they are. */
function checkOut(folder: string): void {
  const options = { cwd: root, env: { ...process.env, GIT_INDEX_FILE: join(folder, '.index') } };
  execFileSync('git', ['read-tree', commit], options);
  execFileSync('git', ['checkout-index', '--all', `--prefix=${folder}/`], options);
}

/** Builds the code, without declarations, by the commit's own settings and the bundler that is installed. */
function build(folder: string): void {
  const tsup = createRequire(join(root, 'package.json')).resolve('tsup/package.json');
  const args = [join(tsup, '../dist/cli-default.js'), '--format', 'esm', '--no-dts', '--no-sourcemap', '--silent'];
  execFileSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * The step of this build beside that of an earlier one, in turns. The folder is a checkout of the earlier one with its
 * `dist`. Each carries the same acts in its own format.
 */
export async function besideBuild(folder: string, name: string, effort: Effort): Promise<Findings> {
  const before: Build = await import(pathToFileURL(join(folder, 'dist/index.js')).href);
  const journeys = [await journeyOf(wayOf(name, before)), await journeyOf(wayOf(own, thisBuild))] as const;
  const asked = acts.map((_, place) => [portsOf(journeys[0], before, place), portsOf(journeys[1], thisBuild, place)]);
  const more = asked.flatMap(([then, now], place) =>
    then === now ? [] : [`${acts[place]?.type}: ${then} then, ${now} now`],
  );
  const table = (title: string, isMeant: (ports: readonly (string | undefined)[]) => boolean) => {
    const places = asked.flatMap((ports, place) => (isMeant(ports) ? [place] : []));
    return measured(
      { title, says: `By the step, of ${places.length} of ${acts.length} acts.` },
      journeys.map((journey) => ({ ...journey, steps: journey.steps.filter((_, place) => places.includes(place)) })),
      effort,
    );
  };
  const one = await table(
    `A server step of one event, beside ${name}`,
    ([then, now]) => then === nobody && now === nobody,
  );
  const same = await table(`A server step with its calls settled, beside ${name}`, ([then, now]) => then === now);
  const all = await table(`A whole registration, beside ${name}`, () => true);
  const differing =
    more.length === 0 ? 'Every act asks the same services in both.' : `Asked otherwise: ${more.join('; ')}.`;
  return {
    tables: [one, { ...same, says: `${same.says} ${differing}` }, { ...all, says: `${all.says} ${differing}` }],
    figures: { oneEvent: ratioOf(one.measured, own), withCalls: ratioOf(same.measured, own) },
  };
}

const own = 'this build';
const nobody = 'nobody';

/** Whom an act asks in a build, one after the other. */
function portsOf({ steps }: Journey, build: Build, place: number): string {
  const step = steps[place];
  const ports = step === undefined ? [] : portsAsked(step, build);
  return ports.length === 0 ? nobody : ports.join(', ');
}
