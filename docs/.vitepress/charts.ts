import type { MarkdownRenderer } from 'vitepress';

const picture = /<picture>\s*<source [^>]*srcset="([^"]+)">\s*<img alt="([^"]*)" src="([^"]+)">\s*<\/picture>/g;

/** Lets a chart follow the theme of the site, where on GitHub it follows the one of the system. */
export function charts(markdown: MarkdownRenderer): void {
  const { html_block: render } = markdown.renderer.rules;
  markdown.renderer.rules.html_block = (...all) => (render?.(...all) ?? '').replace(picture, follow);
}

function follow(_: string, dark: string, alt: string, light: string): string {
  const image = (theme: string, source: string) =>
    `<img class="${theme}-only" alt="${alt}" src="${source}" loading="lazy">`;
  return `<div class="chart" tabindex="0">${image('light', light)}${image('dark', dark)}</div>`;
}
