import { readFileSync } from 'node:fs';
import type { DefaultTheme } from 'vitepress';
import { entry } from '../../tsup.config.js';

const docs = new URL('..', import.meta.url);

/** The sections of docs/README.md with the pages each links to, and one for the API; the one with the page is open. */
export function sidebar(): DefaultTheme.SidebarMulti {
  const [, ...sections] = readFileSync(new URL('README.md', docs), 'utf8').split(/^## /m);
  const groups = sections.flatMap(groupsOf);
  return { '/': [...groups, { ...api, collapsed: true }], '/api/': [...groups, { ...api, collapsed: false }] };
}

/** Expectations are a group of their own, because they are named after the same machines as the reference. */
function groupsOf(section: string): DefaultTheme.SidebarItem[] {
  const [title = ''] = section.split(/[:\n]/, 1);
  const links = [...section.matchAll(/\[([^\]]+)\]\(([^)]+\.md)\)/g)];
  const items = links.map(([, text = '', link = '']) => ({ text: capital(text), link: `/${link}` }));
  const isExpected = ({ link }: { readonly link: string }) => link.startsWith('/expectations/');
  const expected = items.filter(isExpected);
  const groups = [{ text: title, collapsed: true, items: items.filter((item) => !isExpected(item)) }];
  return expected.length === 0 ? groups : [...groups, { text: 'Expectations', collapsed: true, items: expected }];
}

const subpaths = Object.keys(entry).map((subpath) => (subpath === 'index' ? '' : `/${subpath}`));

const api: DefaultTheme.SidebarItem = {
  text: 'API',
  items: subpaths.map((subpath) => ({
    text: subpath || 'hcpn-registration',
    link: `/api/hcpn-registration${subpath}/`,
  })),
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
