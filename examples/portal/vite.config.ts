import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The web page is built into `web-dist`, which the server gives out. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'web-dist', emptyOutDir: true, chunkSizeWarningLimit: 1700 },
});
