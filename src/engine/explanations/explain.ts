import { WITHHELD } from '../../access/disclosure.ts';
import { snake } from '../../datasets/dataset.ts';
import type { Term } from '../../indicators/formula.ts';
import { partsOf } from '../../indicators/terms.ts';
import type { Exact } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import type { AssessmentItem } from '../assessments/assessment.ts';
import { assessmentsOf } from '../assessments/assessment-of.ts';
import type { Engine } from '../engine.ts';
import { type DeclaredMeasure, measureOf, termParts } from '../values/declared-measures.ts';
import { RESIDENTS } from '../values/population.ts';
import { readValue } from '../values/read-value.ts';
import type { Sum } from '../values/sum.ts';
import { sumOf } from '../values/sums.ts';
import type { Subject, Value } from '../values/value.ts';
import { contributionsTo } from './contributions-to.ts';
import type { Explanation, ExplanationPart } from './explanation.ts';
import { formulaText } from './formula-text.ts';
import { gapsOf } from './gaps-of.ts';

/** How the value came about: its formula with numbers, the imports behind each part, and what was missing. */
export async function explain(engine: Engine, subject: Subject): Promise<Explanation> {
  const { indicator } = subject;
  const value = await readValue(engine, subject);
  const hidden = value.absence === 'OUT_OF_REACH' || value.absence === 'NOT_YET' || value.absence === 'NOT_APPLICABLE';
  const [parts, contributions, missing] = await Promise.all([
    hidden ? [] : partsWithNumbers(engine, value),
    hidden ? [] : contributionsTo(engine, value),
    hidden ? { count: 0, places: [] } : gapsOf(engine, value),
  ]);
  return {
    value,
    definition: indicator.definition,
    formula: formulaText(value),
    parts,
    contributions,
    missing,
    notes: [...(indicator.note === null ? [] : [indicator.note]), ...value.notes],
  };
}

async function partsWithNumbers(engine: Engine, value: Value): Promise<readonly ExplanationPart[]> {
  const { subject, numerator, denominator, exact } = value;
  const { formula, name } = subject.indicator;
  if (formula.kind === 'survey' && denominator !== null) {
    return [
      { ...noMeasure, role: 'numerator', label: label('正向回答数', 'positive answers'), value: numerator },
      { ...noMeasure, role: 'denominator', label: label('有效样本数', 'valid answers'), value: denominator },
    ];
  }
  if (formula.kind === 'assessment') {
    const [found] = value.basis === 'COUNTED' ? await assessmentsOf(engine, subject.region, subject.period) : [];
    if (found !== undefined) return found.items.map((item) => ({ ...noMeasure, ...itemPart(item) }));
  }
  const { of, over } = partsOf(formula);
  const quotient = over.length > 0 || formula.kind === 'perPopulation' || formula.kind === 'perRegions';
  const read =
    (role: ExplanationPart['role']) =>
    async (term: Term): Promise<ExplanationPart> => {
      const { code, member } = termParts(term);
      const declared = measureOf(engine.measures, code);
      return {
        role,
        measure: code,
        member: member === '' ? null : member,
        label: partLabel(declared, member),
        value: told(await sumOf(engine, [term], subject.region, subject.period)),
      };
    };
  const parts = await Promise.all([
    ...of.map(read(quotient ? 'numerator' : 'value')),
    ...over.map(read('denominator')),
  ]);
  if (formula.kind === 'perPopulation') {
    const people = engine.indicators.get(formula.over)?.name ?? RESIDENTS;
    return [...parts, { ...noMeasure, role: 'denominator', label: people, value: denominator }];
  }
  if (formula.kind === 'perRegions') {
    return [...parts, { ...noMeasure, role: 'denominator', label: REGIONS[formula.level], value: denominator }];
  }
  return parts.length > 0 ? parts : [{ ...noMeasure, role: 'value', label: name, value: exact }];
}

const told = (sum: Sum): Exact | null => (sum === WITHHELD ? null : sum);

const REGIONS = {
  county: label('辖区县（市、区）数', 'counties of the region'),
  township: label('辖区乡镇（街道）数', 'townships of the region'),
  village: label('辖区村（社区）数', 'villages of the region'),
} as const;

const itemPart = ({ name, points }: AssessmentItem) =>
  ({ role: 'value', label: label(name, name), value: points }) as const;

const noMeasure = { measure: null, member: null } as const;

/** `矛盾纠纷·化解（期间口径）`, with the word where only a part counts. */
export function partLabel({ dataset, measure }: DeclaredMeasure, member: string): Label {
  const [by = '', word = ''] = member.split(':');
  const [, column] = Object.entries(dataset.columns).find(([name]) => snake(name) === by) ?? [];
  const choice = column?.kind === 'choice' ? column.choices[word]?.label : undefined;
  const tail = choice === undefined ? { zh: '', en: '' } : { zh: `·${choice.zh}`, en: `, ${choice.en}` };
  return label(
    `${dataset.label.zh}·${measure.label.zh}${tail.zh}`,
    `${dataset.label.en}: ${measure.label.en.toLowerCase()}${tail.en}`,
  );
}
