/// <reference lib="dom" />
import { createApp } from 'vue';
import { Registration } from './registration.js';

createApp(Registration).mount('#app');
