import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Marked, type Tokens } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';
import { createPage, type Page } from './page.ts';

const ADDRESS = '/docs';
const STYLE = `${ADDRESS}/style.css`;
const LANGUAGES: Readonly<Record<string, string>> = { zh: 'zh-Hans', en: 'en' };

/**
 * Markdown as pages: `zh/theme-mediation.md` at /docs/zh/theme-mediation, `zh/index.md` at /docs/zh and, being the first,
 * at /docs.
 */
export async function documentPages(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Page>> {
  const pages = new Map<string, Page>();
  for (const [path, markdown] of files) {
    const page = createPage('text/html; charset=utf-8', render(path, markdown), false);
    const address = addressOf(`${ADDRESS}/${path}`);
    pages.set(address, page);
    if (!pages.has(ADDRESS)) pages.set(ADDRESS, page);
  }
  const style = await readFile(join(import.meta.dirname, 'docs.css'));
  return pages.set(STYLE, createPage('text/css; charset=utf-8', style, false));
}

const addressOf = (path: string): string => path.replace(/\.md(?=#|$)/, '').replace(/\/index(?=#|$)/, '');

function render(path: string, markdown: string): string {
  const [locale = 'zh'] = path.split('/');
  const base = new URL(`${ADDRESS}/${path}`, 'http://localhost');
  const marked = new Marked(gfmHeadingId(), {
    walkTokens(token) {
      if (token.type === 'link') linkTo(token as Tokens.Link, base);
    },
  });
  const title = /^# (.+)$/m.exec(markdown)?.[1]?.replaceAll('`', '') ?? 'Anlan';
  const other = locale === 'zh' ? 'en' : 'zh';
  const otherPage = addressOf(`${ADDRESS}/${path.replace(locale, other)}`);
  return `<!doctype html>
<html lang="${LANGUAGES[locale] ?? locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE}">
</head>
<body>
<nav><a href="/">${locale === 'zh' ? '安澜' : 'Anlan'}</a> <a href="${ADDRESS}/${locale}">${locale === 'zh' ? '目录' : 'Contents'}</a> <a href="${otherPage}" hreflang="${LANGUAGES[other] ?? other}">${other === 'zh' ? '中文' : 'English'}</a></nav>
<main>
${marked.parse(markdown, { async: false })}</main>
</body>
</html>
`;
}

/** Files link to files; pages link to addresses. */
function linkTo(link: Tokens.Link, base: URL): void {
  const { origin, pathname, hash } = new URL(link.href, base);
  if (origin === base.origin) link.href = link.href.startsWith('#') ? link.href : addressOf(pathname) + hash;
}
