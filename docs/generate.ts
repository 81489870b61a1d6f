import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { referencePages } from './reference.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

mkdirSync(`${folder}reference`, { recursive: true });
for (const [path, text] of referencePages()) {
  writeFileSync(`${folder}${path}`, text);
  console.log(`docs/${path}`);
}
