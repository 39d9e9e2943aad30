import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import beyond from '../data/beyond-catalogue.json' with { type: 'json' };
import type { Ask } from './ask.ts';
import { figuresPage } from './figures-page.ts';
import { answeredFigures } from './figures-table.ts';
import { printedRows } from './printed-row.ts';
import type { UnansweredFigure } from './unanswered-figure.ts';

const PROVINCES = ['350000000000', '330000000000'];
const FIGURES = join(import.meta.dirname, '..', 'data', 'figures.csv');

/**
 * `figures.json` and `figures.md`: what the API answers to every printed figure of the demo.
 * @throws Error for a figure that is neither answered nor given a reason, or both
 */
export async function figureFiles(ask: Ask): Promise<Readonly<Record<'figures.json' | 'figures.md', string>>> {
  const figures: Readonly<Record<string, string>>[] = parse(await readFile(FIGURES), { bom: true, columns: true });
  const answered = await answeredFigures(ask, await printedRows(ask, figures, PROVINCES));
  const known = new Set(answered.map(({ id }) => id));
  const unanswered = figures.flatMap((figure): readonly UnansweredFigure[] => {
    const { id = '', place = '', period = '', measure_zh: measure = '', printed = '', quote = '' } = figure;
    const reasons = beyond.filter((one) => one.figures.includes(id));
    const [reason] = reasons;
    if (reasons.length !== (known.has(id) ? 0 : 1)) {
      throw new Error(
        `expected ${id} (${measure}) to be answered or to have one reason, got ${reasons.length} reasons`,
      );
    }
    if (reason === undefined) return [];
    const { reason: code, zh, en } = reason;
    return [{ id, place, period, measure, printed, quote, reason: { code, zh, en } }];
  });
  return {
    'figures.json': `${JSON.stringify({ answered, unanswered }, null, 1)}\n`,
    'figures.md': figuresPage(answered, unanswered),
  };
}
