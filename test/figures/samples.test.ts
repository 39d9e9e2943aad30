import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, serveWorld, type World } from '../api/world.ts';
import { createWorkspace, SAMPLES, type Workspace } from '../imports/workspace.ts';
import { type StoredRecord, wrongRecords } from './sample-records.ts';
import { type ReportAsked, wrongReport } from './sample-report.ts';

/** What the sample files must give, computed from the clean records before the files were made. */
interface Expected {
  readonly steps: readonly Step[];
  readonly values: readonly Asked[];
  readonly open_values: readonly (Asked & { readonly any_of: readonly Parts[] })[];
  readonly changes: readonly ChangeAsked[];
  readonly ranks: readonly RankAsked[];
  readonly breakdowns: readonly (Asked & { readonly by: string; readonly slices: Readonly<Record<string, number>> })[];
  readonly absences: readonly (Asked & { readonly absence: string })[];
  readonly coverage: readonly (Omit<Asked, 'indicator'> & { readonly dataset: string; readonly share: number })[];
  readonly records: readonly StoredRecord[];
}

interface Step extends ReportAsked {
  readonly id: string;
  readonly file: string;
  readonly dataset: string;
  readonly args: readonly string[];
  readonly checkpoint: string;
  readonly outcome: string;
  readonly counts: Readonly<Record<'read' | 'created' | 'updated' | 'unchanged' | 'rejected', Count>>;
  readonly again: Readonly<Record<'created' | 'updated' | 'rejected', Count>>;
}

type Count = number | { readonly min: number; readonly max: number };

interface Parts {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

interface Asked extends Parts {
  readonly indicator: string;
  readonly region: string;
  readonly period: string;
  readonly at: string;
  readonly derived?: boolean;
}

interface ChangeAsked extends Asked {
  readonly against: string;
  readonly current: number;
  readonly baseline: number;
  readonly absolute: number | null;
  readonly relative_percent: number | null;
  readonly direction: string;
}

interface RankAsked extends Asked {
  readonly within: string;
  readonly place: number;
  readonly of: number;
  readonly tied_with: number;
}

// Written by hand beside the files; its shape is the interface above.
const expected = JSON.parse(readFileSync(join(SAMPLES, 'expected.json'), 'utf8')) as Expected;

let work: Workspace;
let world: World;

beforeAll(async () => {
  work = await createWorkspace(['35']);
});
afterAll(() => world.close());

const option = (args: readonly string[], name: string): string | undefined => {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args[at + 1];
};
const within = (count: Count): [number, number] =>
  typeof count === 'number' ? [count, count] : [count.min, count.max];

function importSample({ dataset, file, args }: Step) {
  const [region, covers] = [option(args, 'region'), option(args, 'covers')];
  return work.importFile(dataset, join(SAMPLES, file), { ...(region && { region }), ...(covers && { covers }) });
}

const counted = (found: Readonly<Record<string, number>>, counts: Readonly<Record<string, Count>>) =>
  Object.entries(counts).filter(([name, count]) => {
    const [least, most] = within(count);
    return (found[name] ?? -1) < least || (found[name] ?? -1) > most;
  });

async function importStep(step: Step): Promise<void> {
  if (step.outcome !== 'committed') {
    await expect(importSample(step), step.id).rejects.toMatchObject({ code: expect.stringMatching(/^FILE_/) });
    return;
  }
  const report = await importSample(step);
  expect(counted({ ...report.counts }, step.counts), step.id).toEqual([]);
  expect(wrongReport(report, step), step.id).toEqual([]);
  const again = await importSample(step);
  expect(counted({ ...again.counts }, step.again), `${step.id} again`).toEqual([]);
}

/** Asks forty at a time and gives the answers in the order of the questions. */
async function ask<Q extends Asked>(
  questions: readonly Q[],
  at: string,
  fields: (question: Q) => string,
): Promise<readonly (readonly [Q, Record<string, never>])[]> {
  const mine = questions.filter((one) => one.at === at);
  const answers: (readonly [Q, Record<string, never>])[] = [];
  for (let from = 0; from < mine.length; from += 40) {
    const batch = mine.slice(from, from + 40);
    const query = batch.map(
      (one, n) =>
        `q${n}: region(code: "${one.region}") { indicator(code: "${one.indicator}", period: "${one.period}") { ${fields(one)} } }`,
    );
    const answer: Answer = await world.ask(`{ ${query.join('\n')} }`);
    expect(answer.errors).toBeUndefined();
    batch.forEach((one, n) => {
      const place = answer.data?.[`q${n}`] as { readonly indicator: Record<string, never> };
      answers.push([one, place.indicator]);
    });
  }
  return answers;
}

const VALUE = 'value numerator denominator derived absence';
/** A part that the sample leaves out is not asserted. */
const fits = (found: Record<string, unknown>, { value, numerator, denominator }: Parts): boolean =>
  found.value === value &&
  (numerator === null || found.numerator === numerator) &&
  (denominator === null || found.denominator === denominator);

/** An indicator of each dataset whose coverage is stated. */
const COUNTING: Readonly<Record<string, string>> = {
  cases: 'case.calls',
  incidents: 'incident.fires',
  mediations: 'mediation.accepted',
  tickets: 'ticket.reported',
};

const SCOPES: readonly (readonly [RegExp, string])[] = [
  [/^..0{10}$/, 'PROVINCE'],
  [/^....0{8}$/, 'CITY'],
  [/^.{12}$/, 'COUNTY'],
];
const scopeOf = (code: string): string => SCOPES.find(([pattern]) => pattern.test(code))?.[1] ?? '';

async function answered(at: string): Promise<void> {
  const wrong: unknown[] = [];
  for (const [one, found] of await ask(expected.values, at, () => VALUE)) {
    if (!fits(found, one) || (one.derived !== undefined && found.derived !== one.derived)) wrong.push([one, found]);
  }
  for (const [one, found] of await ask(expected.open_values, at, () => VALUE)) {
    if (!one.any_of.some((parts) => fits(found, parts))) wrong.push([one, found]);
  }
  const change = (one: ChangeAsked) =>
    `value indicator { decimals } change(against: ${one.against}) { absolute relative direction baseline { value } }`;
  for (const [one, found] of await ask(expected.changes, at, change)) {
    const { decimals } = found.indicator as unknown as { decimals: number };
    const { absolute, relative, direction, baseline } = found.change as unknown as {
      absolute: number;
      relative: number | null;
      direction: string;
      baseline: { value: number };
    };
    const near = (a: number | null, b: number | null, places: number) =>
      a === null || b === null ? a === b : Math.abs(a - b) < 0.501 * 10 ** -places;
    const right =
      found.value === one.current &&
      baseline.value === one.baseline &&
      (one.absolute === null || near(absolute, one.absolute, decimals)) &&
      near(relative, one.relative_percent, 2) &&
      direction.toLowerCase() === one.direction;
    if (!right) wrong.push([one, found]);
  }
  for (const [one, found] of await ask(
    expected.ranks,
    at,
    (r) => `rank(within: ${scopeOf(r.within)}) { position of tied }`,
  )) {
    const { position, of, tied } = found.rank as unknown as Record<string, number>;
    if (position !== one.place || of !== one.of || tied !== one.tied_with) wrong.push([one, found]);
  }
  for (const [one, found] of await ask(expected.breakdowns, at, (b) => `breakdown(by: "${b.by}") { key value }`)) {
    const slices = found.breakdown as unknown as readonly { key: string; value: number }[];
    const filled = Object.fromEntries(slices.filter(({ value }) => value > 0).map(({ key, value }) => [key, value]));
    if (JSON.stringify(sorted(filled)) !== JSON.stringify(sorted(one.slices))) wrong.push([one, found]);
  }
  for (const [one, found] of await ask(expected.absences, at, () => VALUE)) {
    if (found.absence !== one.absence || found.value !== null) wrong.push([one, found]);
  }
  const coverage = expected.coverage.map((one) => ({ ...one, indicator: COUNTING[one.dataset] ?? '' }));
  for (const [one, found] of await ask(coverage, at, () => 'coverage { share }')) {
    const { share } = found.coverage as unknown as { share: number };
    if (Math.abs(share - one.share) > 1e-9) wrong.push([one, found]);
  }
  expect(wrong).toEqual([]);
}

const sorted = (slices: Readonly<Record<string, number>>) =>
  Object.entries(slices).sort(([a], [b]) => (a < b ? -1 : 1));

describe.each(['first', 'corrected'])('checkpoint %s', (at) => {
  const steps = expected.steps.filter(({ checkpoint }) => checkpoint === at);

  test.each(steps)('$id gives the report stated', importStep);

  test('the values stated follow', async () => {
    world ??= await serveWorld(work);
    await world.app.refresh();
    await answered(at);
  });

  test('the records are stored as stated', async () => {
    const mine = expected.records.filter((record) => record.at === at);
    expect(mine.length).toBeGreaterThan(5);
    expect(await wrongRecords(world, await work.tree(), mine)).toEqual([]);
  });
});
