import 'zod/compile';
import * as z from 'zod';

if (z.core.globalConfig.postProcessor === undefined)
  throw new Error('zod compiles nothing: these tests would say nothing.');
