import { BroadcastChannel } from 'node:worker_threads';
import { inject, type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, vi } from 'vitest';
import { startTests } from 'vitest/internal/browser';
import { VitestTestRunner } from 'vitest/runners';
import { getFn, getHooks } from 'vitest/suite';

/** Tests that take seconds, which is too long for every mutant. What they prove of all ways, others show of one. */
const slow = [
  /^whatever happens (on a path|in a program) /,
  /^T6 in small: (damaged envelopes|anything at all)/,
  /^enrolled C-067 R-057 is never left, whatever is said/,
  /the limit leaves room for several pages$/,
  /an event spoilt in one place is turned away at every path/,
  /100,000 keys too many$/,
  /any altered byte of what is stored is found each character/,
  /a value in normal form is its own normal form$/,
  /^back takes back every step of any way/,
];

declare module 'vitest' {
  interface ProvidedContext {
    mutants: { readonly channel: string; readonly files: number };
  }
}

/** What the code that Stryker wrote reads and counts. */
interface Instruments {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: unknown;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

/** One mutant, the tests that reach it while they run, and the files to load anew for one that acts while modules load. */
interface Question {
  readonly mutant: string;
  readonly tests: readonly string[];
  readonly files: readonly string[];
  readonly hitLimit: number | undefined;
}

interface Answer {
  readonly outcome: 'killed' | 'endless' | 'survived';
  readonly ran: number;
  readonly by: string;
  readonly failure: string;
}

const { channel: channelName, files: fileCount } = inject('mutants');
const holder = globalThis as { __stryker__?: Instruments };
holder.__stryker__ ??= {};
const instruments = holder.__stryker__;
const channel = new BroadcastChannel(channelName);
const tests = new Map<string, RunnerTestCase[]>();
let filesRun = 0;

function suitesOf(test: RunnerTestCase): (RunnerTestSuite | RunnerTestFile)[] {
  const suites: (RunnerTestSuite | RunnerTestFile)[] = [];
  for (let suite = test.suite; suite !== undefined; suite = suite.suite) suites.unshift(suite);
  return [test.file, ...suites.filter((suite) => suite !== test.file)];
}

function nameOf(test: RunnerTestCase): string {
  const names = suitesOf(test).map(({ name }) => name);
  return [...names.slice(1), test.name].join(' ');
}

const idOf = (test: RunnerTestCase) => `${test.file.name}#${nameOf(test)}`;

function testsOf(suite: RunnerTestSuite): RunnerTestCase[] {
  return suite.tasks.flatMap((task) => (task.type === 'suite' ? testsOf(task) : [task]));
}

function inWords(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'an error that cannot be told';
  }
}

/** Runs a test once more in the modules that are loaded; null when it passes. */
async function runAgain(test: RunnerTestCase): Promise<string | null> {
  const suites = suitesOf(test);
  try {
    for (const suite of suites) for (const hook of getHooks(suite).beforeEach) await hook(test.context, suite);
    await getFn(test)();
    return null;
  } catch (error) {
    return inWords(error);
  } finally {
    for (const suite of suites.reverse()) for (const hook of getHooks(suite).afterEach) await hook(test.context, suite);
  }
}

const activate = (activeMutant: string, hitLimit?: number) =>
  Object.assign(instruments, { activeMutant, hitCount: 0, hitLimit });
const calmDown = () =>
  Object.assign(instruments, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });

/**
 * Runs the tests that reach a mutant until one fails. A test that fails without the mutant as well says nothing:
 * it cannot be repeated, and it is not asked again.
 */
async function askTests({ mutant, tests: asked, hitLimit }: Question): Promise<Answer> {
  let ran = 0;
  for (const id of asked)
    for (const test of tests.get(id) ?? []) {
      activate(mutant, hitLimit);
      const failure = await runAgain(test);
      const hits = instruments.hitCount ?? 0;
      calmDown();
      ran += 1;
      if (failure === null) continue;
      if ((await runAgain(test)) !== null) tests.delete(id);
      else return { outcome: hitLimit !== undefined && hits > hitLimit ? 'endless' : 'killed', ran, by: id, failure };
    }
  return { outcome: 'survived', ran, by: '', failure: '' };
}

/** The first test that failed, or else the suite that could not be loaded or set up. */
function firstFailure(suite: RunnerTestSuite, file: string): { readonly by: string; readonly failure: string } | null {
  const tests = testsOf(suite).filter(({ result }) => result?.state === 'fail');
  const [test] = tests;
  if (test !== undefined) return { by: idOf(test), failure: test.result?.errors?.[0]?.message ?? '' };
  return suite.result?.state === 'fail' ? { by: file, failure: suite.result.errors?.[0]?.message ?? '' } : null;
}

/**
 * Runs every file once as Vitest does, which tells what each test reaches, and then stays:
 * the same tests are asked about mutant after mutant without loading anything again.
 */
export default class MutantRunner extends VitestTestRunner {
  private hasFailed = false;
  private readonly reloadable = new Map<string, boolean>();

  onCollected(files: RunnerTestFile[]): void {
    for (const test of files.flatMap(testsOf)) if (slow.some((name) => name.test(nameOf(test)))) test.mode = 'skip';
    if (filesRun >= fileCount) return;
    for (const test of files.flatMap(testsOf))
      if (test.mode === 'run' || test.mode === 'queued')
        tests.set(idOf(test), [...(tests.get(idOf(test)) ?? []), test]);
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    if (this.hasFailed) test.mode = 'skip';
    if (test.mode === 'run' || test.mode === 'queued') instruments.currentTestId = idOf(test);
    await super.onBeforeRunTask(test);
  }

  override onAfterRunTask(test: RunnerTestCase): void {
    instruments.currentTestId = undefined;
    this.hasFailed = filesRun >= fileCount && test.result?.state === 'fail';
    super.onAfterRunTask(test);
  }

  override async onAfterRunFiles(): Promise<void> {
    super.onAfterRunFiles();
    filesRun += 1;
    if (filesRun === fileCount) await this.serve();
  }

  /** Loads the sources and a file of tests anew, with a mutant at work from the first line on; null when all tests pass. */
  private async load(file: string, mutant?: string, hitLimit?: number) {
    vi.resetModules();
    this.hasFailed = false;
    if (mutant !== undefined) activate(mutant, hitLimit);
    const loaded = await startTests([file], this).catch((error: unknown) => inWords(error));
    calmDown();
    vi.restoreAllMocks();
    vi.useRealTimers();
    if (typeof loaded === 'string') return { by: file, failure: loaded };
    return loaded.map((suite) => firstFailure(suite, file)).find((each) => each !== null) ?? null;
  }

  /** A file that fails without a mutant as well, once it is loaded anew, says nothing. */
  private async askFiles({ mutant, files, hitLimit }: Question): Promise<Answer> {
    let ran = 0;
    for (const file of files) {
      if (!this.reloadable.has(file)) this.reloadable.set(file, (await this.load(file)) === null);
      if (!this.reloadable.get(file)) continue;
      const failed = await this.load(file, mutant, hitLimit);
      ran += 1;
      if (failed !== null) return { outcome: 'killed', ran, ...failed };
    }
    return { outcome: 'survived', ran, by: '', failure: '' };
  }

  private async ask(question: Question): Promise<Answer> {
    const answer = await askTests(question);
    return answer.outcome === 'survived' && question.files.length > 0 ? this.askFiles(question) : answer;
  }

  private async serve(): Promise<void> {
    const results = [...tests].map(([id, [test]]) => ({
      id,
      file: test?.file.filepath,
      duration: test?.result?.duration ?? 0,
      passed: test?.result?.state === 'pass',
      failure: test?.result?.errors?.[0]?.message,
    }));
    await new Promise<void>((resolve) => {
      channel.onmessage = async ({ data }: { data: unknown }) => {
        if (data === 'stop') resolve();
        else channel.postMessage(await this.ask(data as Question));
      };
      channel.postMessage({ results, coverage: instruments.mutantCoverage });
    });
    channel.close();
  }
}
