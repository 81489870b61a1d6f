import * as z from 'zod';
import { forms } from './forms.js';
import { journeyOf } from './journey.js';
import { ours } from './ours.js';
import { steps } from './rivals.js';

if (z.core.globalConfig.postProcessor !== undefined)
  throw new Error('zod compiles schemas: this would measure the same again.');
const effort = JSON.parse(process.argv[2] ?? '{}');
const { oneEvent, beside } = await steps(await journeyOf(ours), effort);
const { tables, figures } = await forms(effort);
console.log(JSON.stringify({ tables: [oneEvent, beside, ...tables], figures: { formsInterpreted: figures.forms } }));
