import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterEach } from 'vitest';

/** The folder of the package. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files of the applicants that come along. */
export const applicants = readdirSync(`${root}examples/data`).filter((file) => file.endsWith('.json'));

const loader = pathToFileURL(`${root}node_modules/tsx/dist/loader.mjs`).href;
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hcpn-demo-'));
  folders.push(folder);
  return folder;
}

/** How an example is run. */
export interface Running {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Modules for Node to load first. */
  readonly preload?: readonly string[];
}

/** Starts an example in one process, so that a kill hits the example itself. */
function startExample(
  file: string,
  args: readonly string[],
  { cwd = root, env = {}, preload = [] }: Running = {},
): ChildProcessWithoutNullStreams {
  const imports = [loader, ...preload].flatMap((module) => ['--import', module]);
  const { npm_lifecycle_event: _event, ...inherited } = process.env;
  return spawn(process.execPath, [...imports, `${root}examples/${file}`, ...args], {
    cwd,
    env: { ...inherited, TSX_TSCONFIG_PATH: `${root}tsconfig.json`, ...env },
  });
}

/** What an example printed, and how it ended. */
export interface Printed {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

/** Runs an example to its end with nothing to read. */
export async function runExample(file: string, args: readonly string[] = [], running?: Running): Promise<Printed> {
  const child = startExample(file, args, running);
  child.stdin.end();
  return ended(child);
}

/** Runs the demo to its end. */
export function runDemo(args: readonly string[], running?: Running): Promise<Printed> {
  return runExample('register/main.ts', args, running);
}

/** Waits for the end of an example. */
function ended(child: ChildProcessWithoutNullStreams): Promise<Printed> {
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ out, err, code })));
}

/** A module that ends its process with SIGKILL within the write that completes a text, before anything else is done. */
const deadlyText = (text: string) =>
  `data:text/javascript,${encodeURIComponent(`
    const write = process.stdout.write.bind(process.stdout);
    let seen = '';
    process.stdout.write = (chunk, ...rest) => {
      const isTaken = write(chunk, ...rest);
      seen += chunk;
      if (seen.includes(${JSON.stringify(text)})) process.kill(process.pid, 'SIGKILL');
      return isTaken;
    };
  `)}`;

/** Runs the demo, which is killed where it has printed a text, however fast the machine is. */
export function killDemoAt(text: string, args: readonly string[]): Promise<Printed> {
  return runDemo(args, { preload: [deadlyText(text)] });
}

/** As `killDemoAt`, for `npm start`: npm alone is killed, at some time after the text was printed. */
export function killNpmAt(text: string, args: readonly string[]): Promise<Printed> {
  const child = spawn('npm', ['start', '--', ...args], { cwd: root });
  let seen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.toString('utf8');
    if (seen.includes(text)) child.kill('SIGKILL');
  });
  child.stdin.end();
  return ended(child);
}

/** The numbers of the revisions that were printed as saved. */
export function savedRevisions(out: string): number[] {
  return [...out.matchAll(/✓ saved, revision (\d+)/g)].map(([, revision]) => Number(revision));
}

/** Every byte of every file in a folder, as text. */
export function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
    .join('\n');
}

/** The demo with a person at its prompts, who reads what it shows and types. */
export class Person {
  private shown = '';
  private readonly end: Promise<Printed>;
  private readonly child: ChildProcessWithoutNullStreams;
  private wake: () => void = () => {};

  constructor(args: readonly string[]) {
    this.child = startExample('register/main.ts', ['--interactive', ...args], { env: { NO_COLOR: '1' } });
    this.end = ended(this.child);
    this.child.stdout.on('data', (text: string) => {
      this.shown += stripVTControlCharacters(text);
      this.wake();
    });
    void this.end.then(() => this.wake());
  }

  /** Waits until a text is shown that was not waited for before, and gives back all that came up to it. */
  async sees(text: string): Promise<string> {
    const from = Date.now();
    for (let place = this.shown.indexOf(text); ; place = this.shown.indexOf(text)) {
      if (place >= 0) {
        const until = this.shown.slice(0, place + text.length);
        this.shown = this.shown.slice(place + text.length);
        return until;
      }
      if (this.child.exitCode !== null || Date.now() - from > 15_000)
        throw new Error(`Nothing said "${text}"; this was shown instead:\n${this.shown}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1000);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Answers a question once it is shown. */
  async answers(question: string, ...keys: readonly string[]): Promise<string> {
    const before = await this.sees(question);
    await this.types(...keys);
    return before;
  }

  /** Types one key after the other, or a text at once. */
  async types(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      this.child.stdin.write(key);
    }
  }

  /** Ends the input. */
  async hangsUp(): Promise<void> {
    this.child.stdin.end();
  }

  /** Waits for the end. */
  async leaves(): Promise<Printed> {
    return this.end;
  }

  /** Ends the process whatever it does. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}

/** Keys as a terminal sends them. */
export const key = {
  enter: '\r',
  esc: '\u001b',
  ctrlC: '\u0003',
  down: '\u001b[B',
  up: '\u001b[A',
  clear: '\u0015',
};
