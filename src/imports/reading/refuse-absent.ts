import { AnlanError } from '../../kernel/errors.ts';
import { nearestWords } from '../matches/nearest-words.ts';
import type { FoundHeader } from './find-header.ts';
import { type ConfirmedHeader, headerKey } from './header-words.ts';

/** A header that was given with the file must be there. @throws AnlanError BAD_USER_INPUT with the headers of the file */
export function refuseAbsent(
  file: string,
  headers: readonly (FoundHeader | null)[],
  confirmed: readonly ConfirmedHeader[],
): void {
  const matches = headers.flatMap((header) => header?.match ?? []);
  const used = new Set(matches.flatMap(({ matched }) => matched.flatMap((column) => column.confirmed ?? [])));
  const repeated = new Set(matches.flatMap((match) => match.repeated.map(({ again }) => headerKey(again.header))));
  const absent = confirmed.find((one) => one.by === 'given' && !used.has(one) && !repeated.has(headerKey(one.written)));
  if (absent === undefined) return;
  const columns = matches.flatMap(({ matched, unknown, personal }) => [...matched, ...unknown, ...personal]);
  const all = [...new Set(columns.map(({ header }) => header))];
  const near = nearestWords(absent.written, all);
  const candidates = near.length > 0 ? near : all;
  const [zh, en] =
    candidates.length === 0
      ? ['没有认出表头', 'no header was recognised']
      : [`有“${candidates.join('”“')}”`, `it has ${candidates.join(', ')}`];
  throw new AnlanError(
    'BAD_USER_INPUT',
    {
      zh: `--map：${file} 没有列“${absent.written}”；${zh}`,
      en: `--map: ${file} has no header ${absent.written}; ${en}`,
    },
    { found: absent.written, candidates },
  );
}
