import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { referencePages } from './reference.js';
import { runtimesPage } from './runtimes.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

mkdirSync(`${folder}reference`, { recursive: true });
for (const [path, text] of referencePages()) {
  writeFileSync(`${folder}${path}`, text);
  console.log(`docs/${path}`);
}

const runtimes = `${folder}how-to/runtimes.md`;
writeFileSync(runtimes, runtimesPage(readFileSync(runtimes, 'utf8')));
console.log('docs/how-to/runtimes.md, its table');
