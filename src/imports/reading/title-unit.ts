import { normaliseText } from '../../kernel/chinese.ts';
import type { Row } from './cell.ts';
import { type HeaderUnit, readUnit } from './header-words.ts';

const UNITS = /(?:^|[ (,;])(?:计量|金额|货币)?单位:((?:[^ ,;:()、/]{1,4}[、,/])*[^ ,;:()、/]{1,4})/;
const MONEY = /元$/;

/** The unit of money named in the lines above a table: 单位：件、万元. Null where they name none, or several. */
export function titleUnit(titles: readonly Row[]): HeaderUnit | null {
  const words = new Set(
    titles.flatMap(({ cells }) =>
      cells.flatMap(({ text }) => {
        const named = UNITS.exec(normaliseText(text).replace(/ ?: ?/g, ':'))?.[1] ?? '';
        return named.split(/[、,/]/).filter((word) => MONEY.test(word));
      }),
    ),
  );
  const [word, ...more] = words;
  const unit = word === undefined || more.length > 0 ? null : readUnit(word);
  return unit === null ? null : { ...unit, above: true };
}
