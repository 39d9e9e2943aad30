import { inLocale, type Locale } from '../kernel/label.ts';
import type { Docs } from './docs.ts';
import { blocks, code, table } from './markdown.ts';
import { slug } from './theme-page.ts';

/** The table of contents. */
export function indexPage({ themes, datasets }: Docs, locale: Locale): string {
  const zh = locale === 'zh';
  const count = themes.reduce((sum, { indicators }) => sum + Object.keys(indicators).length, 0);
  const all = Object.values(datasets);
  return blocks(
    zh ? '# 安澜指标与数据集' : '# Indicators and datasets of Anlan',
    zh
      ? `目录共${count}个指标、${all.length}个数据集，由声明生成。[English](../en/index.md)`
      : `${count} indicators and ${all.length} datasets, generated from their declarations. [中文](../zh/index.md)`,
    zh ? '## 指标' : '## Indicators',
    ...themes.flatMap((theme) => [
      `### [${inLocale(theme.name, locale)}](theme-${theme.code}.md)`,
      table(
        zh ? ['指标', '代码', '含义'] : ['Indicator', 'Code', 'Meaning'],
        Object.values(theme.indicators).map(({ code: one, name, definition }) => [
          `[${inLocale(name, locale)}](theme-${theme.code}.md#${slug(one)})`,
          code(one),
          inLocale(definition, locale),
        ]),
      ),
    ]),
    zh ? '## 数据集' : '## Datasets',
    all.map(({ code: one, label }) => `- [${inLocale(label, locale)}](dataset-${one}.md) ${code(one)}`).join('\n'),
  );
}
