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

/** Opens pages in Firefox without a window, each in a tab. It ends when the function given back is called. */
export async function openInFirefox(addresses: readonly string[]): Promise<() => Promise<void>> {
  const profile = emptyFolder();
  const lines = Object.entries(quiet).map(([name, value]) => `user_pref("${name}", ${value});`);
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const args = ['--headless', '--no-remote', '--profile', profile, ...addresses];
  const child = spawn(await programOf('firefox'), args, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  return async () => {
    child.kill();
    await ended;
  };
}
