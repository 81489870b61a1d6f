import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { charts } from './charts.js';
import { sidebar } from './sidebar.js';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="1" y="4" width="14" height="8" rx="3" fill="#dbeafe" stroke="#1d4ed8" stroke-width="2"/></svg>';

export default defineConfig({
  lang: 'en',
  title: 'HCPN registration',
  description: 'Registration with the Huawei Cloud Partner Network (HCPN) as typed XState machines',
  base: process.env['DOCS_BASE'] ?? '/',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  srcExclude: ['README.md'],
  markdown: { config: charts },
  themeConfig: {
    nav: [
      { text: 'Tutorial', link: '/tutorial/first-registration', activeMatch: '^/tutorial/' },
      { text: 'How-to', link: '/how-to/ports', activeMatch: '^/how-to/' },
      { text: 'Reference', link: '/reference/registration', activeMatch: '^/(reference|expectations)/' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
    footer: {
      message: 'This package is not made, endorsed or checked by Huawei.',
      copyright: 'MIT licence',
    },
  },
  // The index of the search is one file.
  vite: { build: { chunkSizeWarningLimit: 1000 } },
  // The charts for Stately Studio are files to download, not pages.
  buildEnd: ({ srcDir, outDir }) => cpSync(join(srcDir, 'stately'), join(outDir, 'stately'), { recursive: true }),
});
