import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { Registration } from './registration.js';

console.log(await renderToString(createSSRApp(Registration)));
