import { lengthsOf, type Measure } from '../../datasets/measures.ts';
import type { Term } from '../../indicators/formula.ts';
import { termsOf } from '../../indicators/terms.ts';
import { times } from '../../kernel/exact.ts';
import { assessmentsOf } from '../assessments/assessment-of.ts';
import type { Engine } from '../engine.ts';
import { measureOf, termParts } from '../values/declared-measures.ts';
import { readFigure } from '../values/figure.ts';
import { originOf } from '../values/span.ts';
import { surveyRowsUsed } from '../values/survey-value.ts';
import type { Subject, Value } from '../values/value.ts';
import type { Contribution } from './explanation.ts';

/** The imports behind a value and what each put into its parts. */
export async function contributionsTo(engine: Engine, value: Value): Promise<readonly Contribution[]> {
  const { subject } = value;
  if (engine.viewer.disclosure === 'restricted') return [];
  if (value.basis === 'REPORTED') return fromFigure(engine, value);
  if (subject.indicator.formula.kind === 'survey') {
    const used = Map.groupBy(await surveyRowsUsed(engine, subject), ({ importId }) => importId);
    const shares = [...used].map(([importId, { length }]) => ({ importId, measure: null, delta: null, rows: length }));
    return named(
      engine,
      shares.sort((a, b) => a.importId - b.importId),
    );
  }
  if (subject.indicator.formula.kind === 'assessment') {
    const assessed = await assessmentsOf(engine, subject.region, subject.period);
    const rows = assessed.flatMap(({ imports }) => [...imports]).sort(([a], [b]) => a - b);
    return named(
      engine,
      rows.map(([importId, count]) => ({ importId, measure: null, delta: null, rows: count })),
    );
  }
  const found = await Promise.all(
    termsOf(subject.indicator.formula).map((term) => contributionsOfTerm(engine, term, subject)),
  );
  return named(engine, found.flat());
}

async function contributionsOfTerm(engine: Engine, term: Term, { region, period }: Subject) {
  const { code, member } = termParts(term);
  const declared = measureOf(engine.measures, code);
  const { source, from, to } = originOf(declared, member, region, period, engine.today);
  const by = source === 'lengths' ? lengthsOf(declared.measure) : null;
  const key = { regionId: region.id, measure: code, member, by, from, to };
  const grid = region.level === 'grid' ? region.code : null;
  const shares =
    source === 'rows'
      ? await engine.contributions.rows.load({ ...key, kind: 'sum', grid })
      : await engine.contributions.ledger.load(key);
  return shares.map(({ importId, delta, rows }) => ({
    importId,
    measure: code,
    delta: addsUp(declared.measure) ? times(delta, declared.scale) : null,
    rows,
  }));
}

/** What imports put into a median, or into a count of different things, is no part of it. */
const addsUp = ({ kind }: Measure): boolean => kind !== 'median' && kind !== 'distinct';

async function fromFigure(engine: Engine, { reportedId, subject }: Value): Promise<readonly Contribution[]> {
  const rows = await engine.figures({ regionId: subject.region.id, indicator: subject.indicator.code });
  const figure = rows.map(readFigure).find(({ row }) => row.id === reportedId);
  if (figure === undefined) return [];
  return named(engine, [{ importId: figure.row.importId, measure: null, delta: figure.number.value, rows: 1 }]);
}

async function named(
  engine: Engine,
  shares: readonly (Omit<Contribution, 'import'> & { readonly importId: number })[],
): Promise<readonly Contribution[]> {
  const imports = await Promise.all(shares.map(({ importId }) => engine.imports.load(importId)));
  return shares.flatMap(({ importId: _, ...share }, index) => {
    const found = imports[index];
    return found == null ? [] : [{ ...share, import: found }];
  });
}
