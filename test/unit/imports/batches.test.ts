import { expect, test } from 'vitest';
import { batches, type StagedRow } from '../../../src/imports/writing/batches.ts';

const textOf = (parts: Iterable<Buffer>): string => Buffer.concat([...parts]).toString();

async function* rowsOf(rows: readonly StagedRow[]): AsyncGenerator<readonly StagedRow[]> {
  for (let at = 0; at < rows.length; at += 700) yield rows.slice(at, at + 700);
}

const lineOf = ({ number, values: [region, text] }: StagedRow, end: string): string =>
  `\\N\t${number}\t${region}\t${text === null ? '\\N' : text?.replace('\t', '\\t')}${end}`;

test('a batch has its lines in the order of the file and region by region, however long they are', async () => {
  const rows = Array.from({ length: 25_000 }, (_, at): StagedRow => {
    const text = at % 7 === 0 ? null : at % 1500 === 1 ? '调'.repeat(500_000) : `𠮷\t${at}`;
    return { sheet: null, number: at + 1, values: [String((at * 7919) % 613), text] };
  });
  let importId: number | null = null;
  let seen = 0;
  const shapes: (readonly [number, boolean])[] = [];
  for await (const batch of batches(rowsOf(rows), 0, () => importId)) {
    const own = rows.slice(seen, seen + batch.count);
    const end = batch.importId === null ? '\n' : `\t${batch.importId}\n`;
    expect(textOf(batch.lines()) === own.map((row) => lineOf(row, end)).join('')).toBe(true);
    const sorted = own.toSorted((a, b) => Number(a.values[0]) - Number(b.values[0]));
    expect(textOf(batch.byRegion()) === sorted.map((row) => lineOf(row, end)).join('')).toBe(true);
    expect(batch.regions).toEqual(new Set(own.map(({ values }) => Number(values[0]))));
    shapes.push([batch.count, batch.full]);
    seen += batch.count;
    importId = 7;
    batch.done();
  }
  expect(seen).toBe(25_000);
  expect(shapes).toEqual([
    [9002, true],
    [10_000, true],
    [5998, false],
  ]);
});
