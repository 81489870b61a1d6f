import { readFile } from 'node:fs/promises';
import { serve } from '../shared/site.js';

const file = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');
const site = await serve(
  {
    scripts: [new URL('./page.ts', import.meta.url)],
    files: { '/': await file('index.html'), '/style.css': await file('../browser-only/style.css') },
    // The build of Vue that makes a component of a template in the page, which a policy has to allow.
    bundling: {
      alias: { vue: 'vue/dist/vue.esm-bundler.js' },
      define: {
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
    },
    policy: "default-src 'self'; script-src 'self' 'unsafe-eval'; img-src data:",
  },
  Number(process.argv[2] ?? 4749),
);
console.log(`A registration with Vue: ${site.url}`);
console.log('Stop it with Ctrl-C.');
