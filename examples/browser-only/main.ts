import { readFile } from 'node:fs/promises';
import { serve } from '../shared/site.js';

/** What a browser keeps belongs to one port: on another one there is nothing to resume. */
const port = Number(process.argv[2] ?? 4748);

const file = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');
const site = await serve(
  {
    scripts: [new URL('./page.ts', import.meta.url)],
    files: { '/': await file('index.html'), '/style.css': await file('style.css') },
    policy: "default-src 'self'; img-src data:",
  },
  port,
);
console.log(`A registration that the browser keeps by itself: ${site.url}`);
console.log('Stop it with Ctrl-C.');
