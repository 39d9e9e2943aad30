import { WHOLE } from '../../datasets/column-parts.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { isEmptyCell } from '../../kernel/chinese.ts';
import type { PlaceReader } from '../cells/place-reader.ts';
import type { Row } from '../files/cell.ts';
import { targetText } from '../matches/header-match.ts';
import { nearestWords } from '../matches/nearest-words.ts';
import type { HeaderMatch } from '../reading/headers.ts';

const MOST_LOOKED_AT = 20;
/** So many of the words of a column must be places for it to be taken for one of places. */
const MOSTLY = 0.8;

interface WatchOptions {
  readonly dataset: Pick<Dataset, 'columns'>;
  readonly match: HeaderMatch;
  readonly place: PlaceReader;
}

/** What a column may mean that no header is known for: by its header, or because it is full of places. */
export function createUnknownColumns({ dataset, match, place }: WatchOptions): {
  look(row: Row): void;
  /** As `--map` takes them. */
  candidates(header: string): readonly string[];
} {
  const taken = new Set(match.matched.map(({ column }) => column));
  const open = Object.entries(dataset.columns).filter(([column]) => !taken.has(column));
  const region = open.find(([, { kind }]) => kind === 'region')?.[0];
  const seen = region === undefined ? [] : match.unknown.map((one) => ({ ...one, words: new Set<string>() }));
  const meaning = (header: string, column: string): string => `${header}=${targetText({ column, part: WHOLE })}`;
  return {
    look({ cells }) {
      for (const { index, words } of seen) {
        const text = cells[index]?.text ?? '';
        if (words.size < MOST_LOOKED_AT && !isEmptyCell(text)) words.add(text);
      }
    },
    candidates(header) {
      const labels = open.flatMap(([column, { label, aliases }]) =>
        [label.zh, ...aliases].map((word) => ({ word, column })),
      );
      const near = nearestWords(
        header,
        labels.map(({ word }) => word),
      );
      const columns = labels.filter(({ word }) => near.includes(word)).map(({ column }) => column);
      const words = [...(seen.find((one) => one.header === header)?.words ?? [])];
      const places = words.filter((whole) => place({ whole }).kind === 'found');
      if (region !== undefined && words.length > 0 && places.length >= words.length * MOSTLY) columns.unshift(region);
      return [...new Set(columns)].map((column) => meaning(header, column));
    },
  };
}
