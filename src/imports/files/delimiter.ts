import type { Label } from '../../kernel/label.ts';

export type Delimiter = ',' | '\t' | ';' | '|';

const DELIMITERS: readonly Delimiter[] = ['\t', ',', ';', '|'];
const RECORDS = 40;
const NAMES: Readonly<Record<Delimiter, Label>> = {
  ',': { zh: '逗号', en: 'comma' },
  '\t': { zh: '制表符', en: 'tab' },
  ';': { zh: '分号', en: 'semicolon' },
  '|': { zh: '竖线', en: 'vertical bar' },
};

export interface FoundDelimiter {
  readonly delimiter: Delimiter;
  /** Why it was taken. */
  readonly evidence: Label;
}

interface Cut {
  readonly delimiter: Delimiter;
  /** Cells of most of the first records. */
  readonly cells: number;
  readonly records: number;
  readonly of: number;
}

/** The sign that cuts the first records into the same, largest number of cells most often. */
export function findDelimiter(text: string): FoundDelimiter {
  const cuts = DELIMITERS.map((delimiter) => cutBy(delimiter, text));
  const best = cuts.reduce((a, b) => (score(b) > score(a) ? b : a));
  if (score(best) === 0) {
    return { delimiter: ',', evidence: { zh: '未见分隔符，按逗号读', en: 'no delimiter seen; read as comma' } };
  }
  const { delimiter, cells, records, of } = best;
  const name = NAMES[delimiter];
  return {
    delimiter,
    evidence: {
      zh: `${name.zh}：前${of}行中${records}行各分为${cells}格`,
      en: `${name.en}: cuts ${records} of the first ${of} rows into ${cells} cells`,
    },
  };
}

function cutBy(delimiter: Delimiter, text: string): Cut {
  const counts = countsOf(text, delimiter);
  const often = new Map<number, number>();
  for (const count of counts) if (count > 0) often.set(count, (often.get(count) ?? 0) + 1);
  const all = [...often].map(([count, records]) => ({ delimiter, cells: count + 1, records, of: counts.length }));
  return all.reduce((a, b) => (score(b) > score(a) ? b : a), { delimiter, cells: 1, records: 0, of: counts.length });
}

const score = ({ cells, records }: Cut): number => (cells - 1) * records * records;

/** Of each of the first records that are not blank, how often the sign stands outside quotes. */
function countsOf(text: string, delimiter: Delimiter): readonly number[] {
  const counts: number[] = [];
  let count = 0;
  let blank = true;
  let quoted = false;
  const end = (): void => {
    if (!blank) counts.push(count);
    count = 0;
    blank = true;
  };
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    if (!quoted && (sign === '\n' || sign === '\r')) {
      end();
      if (counts.length >= RECORDS) return counts;
      continue;
    }
    if (!quoted && sign === delimiter) count += 1;
    blank = false;
  }
  end();
  return counts;
}
