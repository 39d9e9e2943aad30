import { type Dataset, measureCode } from '../datasets/dataset.ts';
import type { Measure } from '../datasets/measures.ts';
import type { Formula, Term } from '../indicators/formula.ts';
import { termsOf } from '../indicators/terms.ts';
import { inLocale, type Locale } from '../kernel/label.ts';
import type { Docs } from './docs.ts';
import { code } from './markdown.ts';
import { measureText } from './measure-text.ts';

export interface FoundMeasure {
  readonly dataset: Dataset;
  readonly measure: Measure;
  readonly code: string;
  readonly member: string | null;
}

/** The measure of a term. @throws Error for a code that no dataset declares */
export function findMeasure({ datasets }: Pick<Docs, 'datasets'>, term: Term): FoundMeasure {
  const { measure: wanted, member } = typeof term === 'string' ? { measure: term, member: null } : term;
  for (const dataset of Object.values(datasets)) {
    for (const [name, measure] of Object.entries(dataset.measures)) {
      if (measureCode(dataset, name) === wanted) return { dataset, measure, code: wanted, member };
    }
  }
  throw new Error(`expected a measure ${wanted} in the declared datasets`);
}

/** `mediations.resolved_in_period ÷ mediations.found × 100` */
export function formulaText(formula: Formula, locale: Locale): string {
  const zh = locale === 'zh';
  const name = (term: Term) => code(typeof term === 'string' ? term : `${term.measure}[${term.member}]`);
  const sum = (terms: readonly Term[]) => terms.map(name).join(' + ');
  const times = (factor: number) => (factor === 1 ? '' : ` × ${factor}`);
  switch (formula.kind) {
    case 'measure':
      return name(formula.measure);
    case 'median':
      return name(formula.measure);
    case 'share':
      return zh
        ? `${name(formula.measure)} 按 ${code(formula.by)} 各项 ÷ 合计`
        : `${name(formula.measure)} of each ${code(formula.by)} ÷ all`;
    case 'ratio':
      return `${sum(formula.of)} ÷ ${sum(formula.over)}${times(formula.factor)}`;
    case 'perPopulation':
      return `${sum(formula.of)} ÷ ${code(formula.over)}${times(formula.factor)}`;
    case 'perRegions': {
      const regions = zh ? `${formula.level} 级地区数` : `regions of level ${formula.level}`;
      return `${sum(formula.of)} ÷ ${regions}${times(formula.factor)}`;
    }
    case 'survey':
      return zh
        ? `${code(formula.dataset)} 中的指标 ${code(formula.item)}`
        : `question ${code(formula.item)} of ${code(formula.dataset)}`;
    case 'assessment':
      return zh ? '按考评方案（考评规则、考评对象、考评事件）计算' : 'worked out by the scheme that offices import';
    case 'reported':
      return zh ? '只有报告数（报表数据）' : 'reported figures only (statistics)';
    default:
      return formula satisfies never;
  }
}

/** Each measure of a formula with what it counts, and where it is declared. */
export function sourceLines(docs: Pick<Docs, 'datasets'>, formula: Formula, locale: Locale): readonly string[] {
  return termsOf(formula).map((term) => {
    const { dataset, measure, code: found, member } = findMeasure(docs, term);
    const part = member === null ? '' : locale === 'zh' ? `，只计 ${code(member)}` : `, only ${code(member)}`;
    const [open, close, end] = locale === 'zh' ? ['（', '）：', '。'] : [' (', '): ', '. '];
    const where = `[${inLocale(dataset.label, locale)}](dataset-${dataset.code}.md)`;
    return `- ${code(found)}${open}${where}${close}${inLocale(measure.label, locale)}${end}${measureText(dataset, measure, locale)}${part}`;
  });
}
