import type { Dataset } from '../../datasets/dataset.ts';

const FEWEST = 3;
const SHORT = /^[1-9]\d{0,4}$/;

/** Notices keys that only count the rows of their sheet: 1, 2, 3. Those of the next file would be taken for the same records. */
export function createRunningNumber(dataset: Pick<Dataset, 'key' | 'columns'>): {
  look(key: string): void;
  /** @param read how many rows the sheet has */
  found(read: number): boolean;
} {
  const [name = '', ...more] = dataset.key;
  const column = dataset.columns[name];
  let running = more.length === 0 && column?.kind === 'text' && column.identifier;
  let last = 0;
  let seen = 0;
  return {
    look(key) {
      if (!running) return;
      const number = SHORT.test(key) ? Number(key) : 0;
      running = number > last;
      last = number;
      seen += 1;
    },
    found: (read) => running && seen >= FEWEST && last <= read,
  };
}
