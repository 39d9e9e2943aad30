import { columnParts, WHOLE } from '../../datasets/column-parts.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { isPersonalHeader } from '../personal/personal-header.ts';
import { type ConfirmedHeader, headerKey, headerWords } from '../reading/header-words.ts';
import { readAssignment } from './match.ts';
import { nearestWords } from './nearest-words.ts';

type Columns = Pick<Dataset, 'code' | 'columns'>;

/** What `--map` gives: headers of a file, each with the column it stands for. @throws AnlanError BAD_USER_INPUT */
export function givenHeaders(dataset: Columns, assignments: readonly string[]): readonly ConfirmedHeader[] {
  const given = assignments.map((text) => givenHeader(dataset, text));
  for (const [at, one] of given.entries()) {
    const other = given.slice(0, at).find(({ written }) => same(written, one.written));
    if (other === undefined || targetText(other) === targetText(one)) continue;
    throw new AnlanError(
      'BAD_USER_INPUT',
      {
        zh: `列“${one.written}”不能同时对应 ${targetText(other)} 和 ${targetText(one)}`,
        en: `the header ${one.written} cannot stand for both ${targetText(other)} and ${targetText(one)}`,
      },
      { header: one.written },
    );
  }
  return given.filter(({ written }, at) => given.findIndex((one) => same(one.written, written)) === at);
}

const same = (a: string, b: string): boolean => headerKey(a) === headerKey(b);

/** One header with its column, as a person wrote it. @throws AnlanError BAD_USER_INPUT with what may be meant */
export function givenHeader(dataset: Columns, assignment: string): ConfirmedHeader {
  const { written, target } = readAssignment(assignment);
  const found = findColumn(dataset, target);
  if (found === null) throw unknownColumn(dataset, target);
  if (isPersonalHeader(written) && !headerWords(dataset).has(headerKey(written))) {
    throw new AnlanError(
      'BAD_USER_INPUT',
      {
        zh: `列“${written}”含个人信息，不能导入`,
        en: `the header ${written} is one of personal data, which are not imported`,
      },
      { header: written },
    );
  }
  return { written, ...found, by: 'given' };
}

/** A match that is remembered; null where the dataset has no such column any more. */
export function rememberedHeader(dataset: Columns, written: string, target: string): ConfirmedHeader | null {
  const found = findColumn(dataset, target);
  return found === null ? null : { written, ...found, by: 'remembered' };
}

/** `accepted_on`, or `region.township` for a part. */
export const targetText = ({ column, part }: Pick<ConfirmedHeader, 'column' | 'part'>): string =>
  part === WHOLE ? snake(column) : `${snake(column)}.${part}`;

/** By its name in code, `name.part`, or any header under which the column is known. */
function findColumn(dataset: Columns, target: string): Pick<ConfirmedHeader, 'column' | 'part'> | null {
  const [name, part, ...more] = target.split('.');
  const entry = Object.entries(dataset.columns).find(([column]) => column === name || snake(column) === name);
  if (entry !== undefined && more.length === 0) {
    if (part === undefined || part === WHOLE) return { column: entry[0], part: WHOLE };
    if (part in columnParts(entry[1])) return { column: entry[0], part };
  }
  const known = headerWords(dataset).get(headerKey(target));
  return known === undefined ? null : { column: known.column, part: known.part };
}

function unknownColumn(dataset: Columns, found: string): AnlanError {
  const all = Object.entries(dataset.columns).map(([name, { label }]) => ({ name: snake(name), label: label.zh }));
  const near = nearestWords(
    found,
    all.flatMap(({ name, label }) => [name, label]),
  );
  const meant = all.filter(({ name, label }) => near.includes(name) || near.includes(label));
  const told = (meant.length > 0 ? meant : all).map(({ name, label }) => `${name}（${label}）`);
  return new AnlanError(
    'BAD_USER_INPUT',
    {
      zh: `数据集 ${dataset.code} 没有列“${found}”；${meant.length > 0 ? '或为' : '有'} ${told.join('、')}`,
      en: `${dataset.code} has no column ${found}; ${meant.length > 0 ? 'perhaps' : 'it has'} ${told.join(', ')}`,
    },
    { found, candidates: (meant.length > 0 ? meant : all).map(({ name }) => name) },
  );
}
