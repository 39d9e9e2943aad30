import type { Dataset } from '../../datasets/dataset.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Row, Sheet } from '../files/cell.ts';
import type { TableFile } from '../files/read-file.ts';
import { type FoundHeader, findHeader, firstRows } from './find-header.ts';
import { type ConfirmedHeader, headerWords } from './header-words.ts';
import { missingColumns } from './headers.ts';
import { refuseAbsent } from './refuse-absent.ts';
import { wideTable } from './wide-table.ts';

export interface ChosenSheet {
  readonly sheet: Sheet;
  readonly header: FoundHeader;
}

export interface ChoiceOptions {
  readonly dataset: Dataset;
  /** Among which a file of the wrong kind is recognised. */
  readonly datasets: readonly Dataset[];
  /** Only the sheet of this name. */
  readonly sheet: string | null;
  /** Given for the whole file, so that no column is needed for it. */
  readonly given: { readonly region: boolean; readonly source: boolean };
  /** Headers of which a person said what they stand for; what was given with this file first. */
  readonly confirmed?: readonly ConfirmedHeader[] | undefined;
}

interface Candidate {
  readonly sheet: Sheet;
  readonly rows: readonly Row[];
  readonly header: FoundHeader | null;
  readonly missing: readonly string[];
}

/**
 * The sheets whose header has all that the dataset requires.
 * @throws AnlanError FILE_WRONG_DATASET naming what is missing, FILE_EMPTY, BAD_USER_INPUT for a sheet that is not there
 */
export async function chooseSheets(file: TableFile, options: ChoiceOptions): Promise<readonly ChosenSheet[]> {
  const candidates: Candidate[] = [];
  for (const sheet of namedSheets(file, options.sheet)) {
    const rows = await firstRows(sheet);
    candidates.push({ sheet, rows, ...headerFor(options.dataset, rows, options) });
  }
  refuseAbsent(
    file.name,
    candidates.map(({ header }) => header),
    options.confirmed ?? [],
  );
  const complete = candidates.flatMap(({ sheet, header, missing }) =>
    header !== null && missing.length === 0 ? [{ sheet, header }] : [],
  );
  if (complete.length === 0) throw wrongDataset(file, candidates, options);
  for (const { sheet, header } of complete) refuseRepeats(file, sheet, header);
  return complete;
}

function namedSheets(file: TableFile, name: string | null): readonly Sheet[] {
  if (name === null) return file.sheets;
  const found = file.sheets.filter((sheet) => sheet.name === name);
  if (found.length > 0) return found;
  const names = file.sheets.flatMap((sheet) => (sheet.name === null ? [] : [sheet.name]));
  const label = {
    zh: `${file.name} 没有工作表“${name}”；${names.length === 0 ? '它是没有工作表的文本文件' : `有 ${names.join('、')}`}`,
    en: `${file.name} has no sheet ${name}; ${names.length === 0 ? 'it is a text file without sheets' : `it has ${names.join('、')}`}`,
  };
  throw new AnlanError('BAD_USER_INPUT', label, { sheet: name, sheets: names });
}

function headerFor(
  dataset: Dataset,
  rows: readonly Row[],
  { given, confirmed }: Pick<ChoiceOptions, 'given' | 'confirmed'>,
): Omit<Candidate, 'sheet' | 'rows'> {
  const header = findHeader(rows, headerWords(dataset, confirmed));
  const match = header?.match ?? { matched: [], unknown: [], personal: [], repeated: [] };
  return { header, missing: missingColumns(dataset, match, given) };
}

function refuseRepeats(file: TableFile, sheet: Sheet, { match }: FoundHeader): void {
  const [repeat] = match.repeated;
  if (repeat === undefined) return;
  const { first, again } = repeat;
  const [zh, en] = sheet.name === null ? ['', ''] : [`工作表“${sheet.name}”`, `, sheet ${sheet.name},`];
  throw new AnlanError(
    'FILE_WRONG_DATASET',
    {
      zh:
        `${file.name} ${zh}有两列同义：“${first.header}”（第${first.index + 1}列）和` +
        `“${again.header}”（第${again.index + 1}列）；请改名或删去一列`,
      en:
        `${file.name}${en} has two columns for the same thing: ${first.header} (column ${first.index + 1}) and ` +
        `${again.header} (column ${again.index + 1}); rename or remove one`,
    },
    { columns: [first.header, again.header] },
  );
}

function wrongDataset(file: TableFile, candidates: readonly Candidate[], options: ChoiceOptions): AnlanError {
  if (candidates.every(({ rows }) => rows.every(({ cells }) => cells.every(({ text }) => text.trim() === '')))) {
    const label = {
      zh: `${file.name} 没有有内容的单元格`,
      en: `nothing to read: ${file.name} has no cell with content`,
    };
    return new AnlanError('FILE_EMPTY', label, { file: file.name });
  }
  const best = candidates.reduce((a, b) => (matches(b) > matches(a) ? b : a));
  const like = looksLike(candidates, options);
  const lines = best.header?.lines ?? [];
  const { code, label } = options.dataset;
  const missing = best.missing.join('、');
  const wide = like === null ? wideTable(best.rows, options.dataset) : null;
  return new AnlanError(
    'FILE_WRONG_DATASET',
    {
      zh:
        `${file.name} 不是${label.zh}（${code}）的文件：${lines.length === 0 ? '前20行' : `第${lines.join('、')}行`}` +
        `没有列“${missing}”${like === null ? '' : `；像是${like.label.zh}（${like.code}）`}${wide === null ? '' : `；${wide.zh}`}`,
      en:
        `${file.name} is not a file of ${code} (${label.zh}): no column ${missing} ` +
        `in ${lines.length === 0 ? 'the first 20 rows' : `row ${lines.join(' and ')}`}` +
        `${like === null ? '' : `; it looks like ${like.code} (${like.label.zh})`}${wide === null ? '' : `; ${wide.en}`}`,
    },
    { missing: best.missing, dataset: options.dataset.code, looksLike: like?.code ?? null },
  );
}

const matches = ({ header }: Pick<Candidate, 'header'>): number => header?.match.matched.length ?? 0;

function looksLike(candidates: readonly Candidate[], options: ChoiceOptions): Dataset | null {
  const scored = options.datasets
    .filter(({ code }) => code !== options.dataset.code)
    .flatMap((dataset) =>
      candidates.map(({ rows }) => {
        const { header, missing } = headerFor(dataset, rows, { given: options.given });
        return { dataset, score: missing.length === 0 ? matches({ header }) : 0 };
      }),
    );
  const best = scored.reduce<(typeof scored)[number] | null>((a, b) => (b.score > (a?.score ?? 0) ? b : a), null);
  return best?.dataset ?? null;
}
