// A test runner for Stryker that keeps the tests loaded: a mutant takes milliseconds instead of the seconds Vitest needs to
// start. See `mutants.runner.ts`, which runs inside Vitest.
import { relative } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { createVitest } from 'vitest/node';

const succeeded = 0;
const failed = 1;

/**
 * How many milliseconds of tests are asked about one mutant: all those in the file named like the source, then those of
 * the same folder, then those that put the same questions to every chart, then the others. What they do not notice has
 * survived.
 */
const budgets = [Number.POSITIVE_INFINITY, 8000, 2000, 2000];

/** The files of tests that put the same questions to every chart. */
const ofEveryChart = /^test\/registration\/(bare|steps)\./;

/** How many of them it takes to load the sources anew. */
const loadTime = 400;

/** How far a file of tests is from a source: named like it, in the same folder, about every chart, elsewhere. */
function distance(path, source) {
  const [folder, name] = relative('src', source).split('/');
  const [stem] = (name ?? folder).split('.');
  if (path.startsWith(name === undefined ? `test/${stem}.` : `test/${folder}/${stem}.`)) return 0;
  if (name !== undefined && path.startsWith(`test/${folder}/`)) return 1;
  return ofEveryChart.test(path) ? 2 : 3;
}

/** Tests, or files of tests, that there is time for: the nearest first, and of those the quickest. */
function selected(all, source, pathOf, durations) {
  const left = [...budgets];
  return [...all]
    .map((each) => ({ each, far: distance(pathOf(each), source), duration: durations.get(each) }))
    .sort((one, other) => one.far - other.far || one.duration - other.duration)
    .filter(({ far, duration }) => {
      left[far] -= duration;
      return left[far] > 0;
    })
    .map(({ each }) => each);
}

class WarmTestRunner {
  #results;
  #durations;
  #fileDurations = new Map();
  #listener = () => {};

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const channel = `mutants-${process.pid}`;
    this.vitest = await createVitest('test', {
      config: 'test/config/vitest.mutants.config.ts',
      watch: false,
      reporters: [{}],
      onConsoleLog: () => false,
    });
    const files = await this.vitest.globTestSpecifications();
    this.vitest.provide('mutants', { channel, files: files.length });
    this.channel = new BroadcastChannel(channel);
    this.channel.onmessage = ({ data }) => this.#listener(data);
    const loaded = this.#answer();
    const over = this.vitest.runTestSpecifications(files).then(() => {
      throw new Error(`Vitest ended: ${this.vitest.state.getUnhandledErrors().map(String).join('\n')}`);
    });
    over.catch(() => {});
    this.#results = await Promise.race([loaded, over]);
    const { results } = this.#results;
    this.#durations = new Map(results.map(({ id, duration }) => [id, duration]));
    for (const { file, duration } of results)
      this.#fileDurations.set(file, (this.#fileDurations.get(file) ?? loadTime) + duration);
  }

  async dryRun() {
    const { results, coverage } = this.#results;
    const tests = results.map(({ id, file, duration, passed, failure }) => ({
      id,
      name: id.slice(id.indexOf('#') + 1),
      fileName: file,
      timeSpentMs: duration,
      status: passed ? succeeded : failed,
      failureMessage: failure,
    }));
    return { status: 'complete', tests, mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant: { id }, sandboxFileName, testFilter, hitLimit }) {
    const tests = this.#reaching(id, sandboxFileName);
    const files = testFilter === undefined ? this.#filesFor(sandboxFileName) : [];
    const answer = this.#answer();
    this.channel.postMessage({ mutant: id, tests, files, hitLimit });
    const { outcome, ran, by, failure } = await answer;
    if (outcome === 'endless') return { status: 'timeout', reason: `Endless in ${by}` };
    if (outcome === 'survived') return { status: 'survived', nrOfTests: ran };
    return { status: 'killed', killedBy: [this.#testMeant(by)], failureMessage: failure, nrOfTests: ran };
  }

  /** A test by its id; for a file that could not be loaded, its first. */
  #testMeant(by) {
    if (this.#durations.has(by)) return by;
    return this.#results.results.find(({ file }) => file === by)?.id ?? by;
  }

  /** The tests that reach a mutant while they run. */
  #reaching(mutant, source) {
    const { perTest } = this.#results.coverage;
    const reaching = [...this.#durations.keys()].filter((id) => perTest[id]?.[mutant] > 0);
    return selected(reaching, source, (id) => id, this.#durations);
  }

  #filesFor(source) {
    return selected(this.#fileDurations.keys(), source, (file) => relative('.', file), this.#fileDurations);
  }

  async dispose() {
    this.channel?.postMessage('stop');
    this.channel?.close();
    await this.vitest?.close();
  }

  #answer() {
    return new Promise((resolve) => {
      this.#listener = resolve;
    });
  }
}

/** The names given to `on(...)` and `answered(...)` are there for the types: nothing reads them when it runs. */
const namesForTypes = {
  shouldIgnore(path) {
    const list = path.parentPath?.isArrayExpression() ? path.parentPath : path;
    const call = list.parentPath;
    const isName = path.isStringLiteral() || path.isArrayExpression();
    const isFirst = call?.isCallExpression() && call.node.arguments[0] === list.node;
    const names = isFirst && ['on', 'answered'].includes(call.node.callee.name);
    return isName && names ? 'Names the event or port for the types; nothing reads it when it runs.' : undefined;
  },
};

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'warm', factory: () => new WarmTestRunner() },
  { kind: 'Ignore', name: 'namesForTypes', value: namesForTypes },
];
