import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configs } from './configs.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

mkdirSync(`${folder}stately`, { recursive: true });
for (const [path, text] of configs()) {
  writeFileSync(`${folder}${path}`, text);
  console.log(`docs/${path}`);
}
