import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from '../browser/debian.js';
import { emptyFolder } from './run.js';

/** What a fresh profile would open or ask for by itself. */
const quiet = {
  'app.normandy.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** Firefox with some pages. */
export interface Firefox {
  /** What is waited for, or an error if Firefox ends before. */
  before<T>(awaited: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens pages in Firefox without a window, each in a tab. */
export async function openInFirefox(addresses: readonly string[]): Promise<Firefox> {
  const profile = emptyFolder();
  const lines = Object.entries(quiet).map(([name, value]) => `user_pref("${name}", ${value});`);
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const args = ['--headless', '--no-remote', '--profile', profile, ...addresses];
  const child = spawn(await programOf('firefox'), args, { stdio: 'ignore' });
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  const tooSoon = async () => {
    await ended;
    throw new Error('Firefox has ended by itself.');
  };
  return {
    before: (awaited) => Promise.race([awaited, tooSoon()]),
    async close() {
      child.kill();
      await ended;
    },
  };
}
