/**
 * Shows each pair of English and translated text that changed since somebody read it. Read whether both say the same, then
 * run it again with `--accept`.
 */
import { writeFileSync } from 'node:fs';
import { pairsOf, readReviewed, reviewedFile, reviewOf, unread } from './reading.js';

const pairs = pairsOf();
for (const { language, name, english, translated } of unread(pairs, readReviewed()))
  console.log(`${language}  ${name}\n  ${english}\n  ${translated}\n`);
if (process.argv.includes('--accept')) writeFileSync(reviewedFile, `${JSON.stringify(reviewOf(pairs), null, 2)}\n`);
