import { compare, type Exact, exact, negate, plus, ZERO } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import type { RuleRow, UnitRow } from '../sources/assessment-source.ts';
import type { Assessment, AssessmentItem } from './assessment.ts';
import { type Entered, eventsInput, fixedInput, indicatorInput, type RuleInput, signed } from './input-of.ts';
import { pointsOf } from './points.ts';
import { enteredOf } from './register.ts';
import { ruleText } from './rule-text.ts';
import { versionOf } from './rules-version.ts';

/** Scores a unit of a scheme: every item with its input, rule and points. An input that is missing is never 0. */
export async function assess(
  engine: Engine,
  unit: UnitRow,
  rules: readonly RuleRow[],
  region: Region,
  period: Period,
): Promise<Assessment> {
  const entered = enteredOf(engine, region, period);
  const own = itemsFor(unit, rules);
  const lines = own.flat();
  const items = await Promise.all(own.map((one) => scoreItem(engine, one, region, period, entered)));
  const known = items.flatMap(({ points }) => (points === null ? [] : [points]));
  const subtotal = known.reduce(plus, ZERO);
  const missing = items.flatMap(({ name, points }) => (points === null ? [name] : []));
  return {
    scheme: unit.scheme,
    period,
    region,
    group: unit.peer_group,
    items,
    version: versionOf(unit, lines),
    imports: importsOf([unit, ...lines, ...(await entered).events.filter(({ scheme }) => scheme === unit.scheme)]),
    score: missing.length === 0 && items.length > 0 ? subtotal : null,
    subtotal,
    vetoed: items.some(({ section, points }) => section === 'veto' && points !== null && compare(points, ZERO) < 0),
    missing,
  };
}

/** The lines of each item: those of the unit's group where it has any, else those for all. */
function itemsFor({ peer_group }: UnitRow, rules: readonly RuleRow[]): readonly (readonly RuleRow[])[] {
  return [...Map.groupBy(rules, ({ item }) => item).values()].flatMap((lines) => {
    const own = lines.filter((line) => peer_group !== null && line.peer_group === peer_group);
    const chosen = own.length > 0 ? own : lines.filter((line) => line.peer_group === null);
    return chosen.length === 0 ? [] : [chosen];
  });
}

async function scoreItem(
  engine: Engine,
  lines: readonly RuleRow[],
  region: Region,
  period: Period,
  entered: Promise<Entered>,
): Promise<AssessmentItem> {
  const inputs = await Promise.all(lines.map((line) => inputOf(engine, line, region, period, entered)));
  const [first] = lines;
  const [input] = inputs;
  if (first === undefined || input === undefined) throw new Error('expected an item with a line');
  const indicator = engine.indicators.get(first.indicator ?? '') ?? null;
  const cap = lines.map((line) => line.cap).find((one) => one !== null) ?? null;
  const missing = inputs.map((one) => one.missing).find((one) => one !== null) ?? null;
  const parts = lines.map((line, at) => {
    const given = inputs[at]?.input ?? null;
    return given === null ? ZERO : pointsOf(line, given);
  });
  const whole = parts.reduce(plus, ZERO);
  const limit = cap === null ? null : exact(cap);
  const capped = limit !== null && compare(whole, limit) > 0;
  const takes = first.section === 'deduction' || first.section === 'veto';
  const amount = capped && limit !== null ? limit : whole;
  const points = missing !== null ? null : takes ? negate(amount) : amount;
  return {
    name: first.item,
    section: first.section,
    department: first.department,
    indicator,
    input: input.value,
    inputText: textOf(inputs),
    points,
    cap: limit,
    capped,
    rule: joined(lines.map(ruleText)),
    working: points === null ? (missing ?? label('', '')) : workingOf(inputs, parts, points, capped),
    missing,
  };
}

async function inputOf(
  engine: Engine,
  line: RuleRow,
  region: Region,
  period: Period,
  entered: Promise<Entered>,
): Promise<RuleInput> {
  if (line.method === 'fixed') return fixedInput;
  const indicator = engine.indicators.get(line.indicator ?? '');
  if (line.reading === 'events' || line.indicator === null) return eventsInput(line, await entered);
  if (indicator === undefined) {
    const missing = label(`指标目录中没有${line.indicator}`, `${line.indicator} is not in the catalogue`);
    return { ...fixedInput, input: null, missing };
  }
  return indicatorInput(engine, { indicator, region, period }, line);
}

function importsOf(rows: readonly { readonly imported_in: number }[]): ReadonlyMap<number, number> {
  const found = Map.groupBy(rows, ({ imported_in }) => imported_in);
  return new Map([...found].map(([id, { length }]) => [id, length]));
}

/** Lines of one item mostly read the same thing: it is said once. */
function textOf(inputs: readonly RuleInput[]): Label {
  const distinct = [...new Map(inputs.map(({ text }) => [text.zh, text])).values()];
  return joined(distinct);
}

function workingOf(inputs: readonly RuleInput[], parts: readonly Exact[], points: Exact, capped: boolean): Label {
  const { zh, en } = textOf(inputs);
  const takes = compare(points, ZERO) < 0;
  const sum = parts.filter((part) => compare(part, ZERO) !== 0).map((part) => signed(takes ? negate(part) : part));
  const written = sum.length > 1 || capped ? `${sum.join(' ')} → ` : '';
  return label(
    `${zh}：${written}${signed(points)}分${capped ? '（封顶）' : ''}`,
    `${en}: ${written}${signed(points)} points${capped ? ' (capped)' : ''}`,
  );
}

const joined = (labels: readonly Label[]): Label =>
  label(labels.map(({ zh }) => zh).join('；'), labels.map(({ en }) => en).join('; '));
