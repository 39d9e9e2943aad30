import type { Locale } from '../kernel/label.ts';
import { datasetPage } from './dataset-page.ts';
import type { Docs } from './docs.ts';
import { indexPage } from './index-page.ts';
import { themePage } from './theme-page.ts';

const LOCALES: readonly Locale[] = ['zh', 'en'];

/** Markdown by path, in both languages: `zh/index.md`, `zh/theme-mediation.md`, `zh/dataset-mediations.md`. */
export function docPages(docs: Docs): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const locale of LOCALES) {
    pages.set(`${locale}/index.md`, indexPage(docs, locale));
    for (const theme of docs.themes) pages.set(`${locale}/theme-${theme.code}.md`, themePage(docs, theme, locale));
    for (const [connection, dataset] of Object.entries(docs.datasets)) {
      pages.set(`${locale}/dataset-${dataset.code}.md`, datasetPage(connection, dataset, locale));
    }
  }
  return pages;
}
