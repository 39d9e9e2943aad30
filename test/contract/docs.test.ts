import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { docFiles } from '../../src/graphql/doc-files.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { indicators, themes } from '../../src/indicators/index.ts';
import { documentPages } from '../../src/server/pages/docs.ts';

const declarations = { datasets, indicators, themes };
const files = docFiles(declarations);
const pages = await documentPages(files);
const text = (address: string): string => Buffer.from(pages.get(address)?.plain ?? []).toString('utf8');

const examples = [...files].flatMap(([path, markdown]) =>
  [...markdown.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => ({ path, query })),
);

test('every indicator and dataset has its section, and every example can be asked', () => {
  const schema = createSchema(declarations);
  expect(examples).toHaveLength(2 * (indicators.size + Object.keys(datasets).length));
  const wrong = examples.flatMap(({ path, query }) =>
    validate(schema, parse(query)).map(({ message }) => `${path}: ${message}`),
  );
  expect(wrong).toEqual([]);
});

test('what is declared is told', () => {
  const mediation = files.get('zh/theme-mediation.md') ?? '';
  expect(mediation).toContain('`mediations.resolved_in_period` ÷ `mediations.found` × 100');
  expect(mediation).toContain('按“办结日期”；“调解结果”为“化解成功”');
  const cases = files.get('en/dataset-cases.md') ?? '';
  expect(cases).toContain('| `reported_at` | 报警时间 (Reported at) | 接警时间、发案时间 |');
  expect(cases).toContain('Recovered ≤ Loss (a warning)');
  expect(cases).toMatch(/\| 八类 \| 2022-09-01 \| homicide/);
  expect(files.get('zh/theme-survey.md')).toMatch(/\| 2023 \| 2023-07-01 \| {2}\| 福建省 \|/);
});

describe('as pages', () => {
  test('/docs is the Chinese table of contents', () => {
    expect(text('/docs')).toBe(text('/docs/zh'));
    expect(text('/docs')).toContain('<html lang="zh-Hans">');
    expect(text('/docs/en')).toContain('<html lang="en">');
  });

  test('a section is a heading with the anchor that the contents point to', () => {
    expect(text('/docs/zh')).toContain('href="/docs/zh/theme-mediation#mediationresolution_rate"');
    expect(text('/docs/zh/theme-mediation')).toContain(
      '<h2 id="mediationresolution_rate"><code>mediation.resolution_rate</code></h2>',
    );
  });

  /** Served beside the documentation; a test of the browser opens them. */
  const DASHBOARD = ['/', '/icon.svg'];

  test('no link is dead', () => {
    const dead = [...pages].flatMap(([address, { type }]) => {
      if (!type.startsWith('text/html')) return [];
      const base = new URL(address, 'http://localhost');
      return [...text(address).matchAll(/href="([^"]+)"/g)].flatMap(([, href = '']) => {
        const { pathname, hash } = new URL(href, base);
        if (DASHBOARD.includes(pathname)) return [];
        const target = text(pathname);
        const there = target !== '' && (hash === '' || target.includes(`id="${decodeURIComponent(hash.slice(1))}"`));
        return there ? [] : [`${address}: ${href}`];
      });
    });
    expect(dead).toEqual([]);
  });

  test('nothing inline that the policy of the server refuses', () => {
    expect([...pages.keys()].filter((address) => /<style|<script|style="/.test(text(address)))).toEqual([]);
  });
});
