import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pictures } from './pictures.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

mkdirSync(`${folder}diagrams`, { recursive: true });
for (const file of readdirSync(`${folder}diagrams`)) rmSync(`${folder}diagrams/${file}`);
for (const [path, text] of await pictures()) {
  writeFileSync(`${folder}${path}`, text);
  console.log(`docs/${path}`);
}
