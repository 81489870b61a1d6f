import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { certificate, type ProofName, proofNames, proofSchemas, resultsSchema } from './certificate.js';
import { hashes } from './machines.js';

/**
 * Runs every proof, or those that are named, keeps what they print and writes docs/proof.md. Takes more than an hour when
 * nothing is named; what earlier proofs found is kept as long as the machines are the same.
 */
const scripts: Readonly<Record<ProofName, string>> = {
  explored: 'test/prove/explored.prove.ts',
  charts: 'test/explore/charts.prove.ts',
  hosts: 'test/session/hosts.prove.ts',
  hostile: 'test/session/hostile.prove.ts',
  mutants: 'test/config/mutants.prove.ts',
};
const root = fileURLToPath(new URL('../..', import.meta.url));
const resultsFile = `${root}test/prove/results.json`;

/** Runs a proof and answers the last line it prints; null when it proves nothing. */
async function lastLineOf(script: string): Promise<string | null> {
  const child = spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) printed += chunk;
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('exit', resolve)));
  if (code === 0) return printed.trim().split('\n').at(-1) ?? null;
  console.error(printed);
  return null;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !proofNames.some((known) => known === name));
if (unknown.length > 0) throw new Error(`There is no proof ${unknown.join(', ')}; there are ${proofNames.join(', ')}.`);

const results: Record<string, unknown> = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {};
for (const name of proofNames.filter((each) => asked.length === 0 || asked.includes(each))) {
  console.error(`${name}: ${scripts[name]}`);
  const line = await lastLineOf(scripts[name]);
  if (line === null) {
    console.error(`${name}: not proven. The certificate is as it was.`);
    process.exit(1);
  }
  results[name] = { machines: hashes(), result: proofSchemas[name].parse(JSON.parse(line)[name]) };
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
}
const missing = proofNames.filter((name) => results[name] === undefined);
if (missing.length > 0) console.error(`No certificate yet: ${missing.join(', ')} has not run.`);
else writeFileSync(`${root}docs/proof.md`, certificate(resultsSchema.parse(results)));
