export type Delimiter = ',' | '\t' | ';';

const DELIMITERS: readonly Delimiter[] = ['\t', ',', ';'];
const RECORDS = 40;

/** The sign that cuts the first records into the same, largest number of cells most often. */
export function findDelimiter(text: string): Delimiter {
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: score(counts(text, delimiter)) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score === 0 ? ',' : best.delimiter;
}

function counts(text: string, delimiter: Delimiter): readonly number[] {
  const records = [0];
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '\n' && records.push(0) > RECORDS) break;
    else if (sign === delimiter) records[records.length - 1] = (records.at(-1) ?? 0) + 1;
  }
  return records;
}

function score(records: readonly number[]): number {
  const often = new Map<number, number>();
  for (const count of records) if (count > 0) often.set(count, (often.get(count) ?? 0) + 1);
  return Math.max(0, ...[...often].map(([count, times]) => count * times * times));
}
