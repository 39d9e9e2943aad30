import { normaliseText } from '../../kernel/chinese.ts';
import type { Row } from '../files/cell.ts';
import { type HeaderUnit, readUnit } from './header-words.ts';

const UNITS = /(?:^|[ (,;])(?:计量|金额|货币)?单位:((?:[^ ,;:()、/]{1,4}[、,/])*[^ ,;:()、/]{1,4})/;
/** In running words: 金额单位为万元, 金额均以万元计. */
const IN_WORDS = /(?:单位(?:均?为|是|:)?|以)((?:人民币)?[十百千]?[万亿]?元)(?=为|计|[,;。.)]|$)/;
const MONEY = /元$/;

/** The unit of money named in the lines above a table: 单位：件、万元. Null where they name none, or several. */
export function titleUnit(titles: readonly Row[]): HeaderUnit | null {
  const words = new Set(titles.flatMap(({ cells }) => cells.flatMap(({ text }) => unitsNamed(text))));
  const [word, ...more] = [...words].filter((one) => MONEY.test(one));
  const unit = word === undefined || more.length > 0 ? null : readUnit(word);
  return unit === null ? null : { ...unit, above: true, alone: words.size === 1 };
}

/** The units of money that texts name: 万元. */
export const moneyUnits = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts.flatMap(unitsNamed))].filter((word) => MONEY.test(word));

function unitsNamed(text: string): readonly string[] {
  const plain = normaliseText(text).replace(/ ?: ?/g, ':');
  const named = UNITS.exec(plain)?.[1] ?? IN_WORDS.exec(plain)?.[1] ?? '';
  return named.split(/[、,/]/).filter((word) => word !== '');
}
