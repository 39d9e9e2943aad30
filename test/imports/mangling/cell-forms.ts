import type { CellObject } from '@e965/xlsx';
import type { ChoiceColumn, Column } from '../../../src/datasets/columns.ts';
import type { Dice } from './clean-rows.ts';

/** A cell as typed into a text file, and as a workbook may hold it. */
export interface WrittenCell {
  readonly text: string;
  readonly stored?: CellObject;
}

export interface ColumnStyle {
  /** What the header multiplies the column by, as a power of ten, and how it says so. */
  readonly unit: { readonly power: number; readonly words: string } | null;
  /** A text file: no cells with formats of their own. */
  readonly textOnly: boolean;
}

const EMPTY = ['', '', '', ' ', '/', '—', '——', '-', '\u3000', '\u00a0', '\u200b'];

export const emptyCell = (dice: Dice): WrittenCell => ({ text: dice.pick(EMPTY) });

/** One of the ways in which people write a value of a column. */
export function writtenCell(column: Column, value: string | null, style: ColumnStyle, dice: Dice): WrittenCell {
  if (value === null) return emptyCell(dice);
  const forms = formsOf(column, value, style, dice).filter(({ stored }) => !style.textOnly || stored === undefined);
  const form = dice.pick(forms);
  if (form.stored !== undefined || column.kind === 'text' || !dice.chance(0.15)) return form;
  return { text: dice.pick([` ${form.text}`, `${form.text} `, `\u3000${form.text}`, `${form.text}\u00a0`]) };
}

function formsOf(column: Column, value: string, style: ColumnStyle, dice: Dice): readonly WrittenCell[] {
  switch (column.kind) {
    case 'text':
      return texts(value);
    case 'day':
      return dayForms(value);
    case 'time':
      return timeForms(value);
    case 'count':
      return countForms(value);
    case 'money':
      return moneyForms(value, style);
    case 'rate':
      return rateForms(value, style);
    case 'number':
      return [...texts(value, `${value}分`, wide(value)), number(Number(value))];
    case 'flag':
      return flagForms(value === 'true');
    case 'choice':
      return choiceForms(column, value, dice);
    case 'year':
      return [...texts(value, `${value}年`, `${value}年度`, wide(value), numeralYear(value)), number(Number(value))];
    case 'period':
      return periodForms(value);
    default:
      throw new Error(`no forms for a column of the kind ${column.kind}`);
  }
}

const texts = (...all: readonly string[]): readonly WrittenCell[] => all.map((text) => ({ text }));
const number = (v: number, z = 'General'): WrittenCell => ({ text: String(v), stored: { t: 'n', v, z } });
const formula = (v: number): WrittenCell => ({ text: String(v), stored: { t: 'n', v, f: `${v}+0` } });

const wide = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
const grouped = (whole: string, by: string): string => whole.replace(/\B(?=(\d{3})+(?!\d))/g, by);
const DIGITS = '〇一二三四五六七八九';
const numeralYear = (year: string): string => `${[...year].map((digit) => DIGITS[Number(digit)]).join('')}年`;

/** Up to 99 in words. */
function numeral(n: number): string {
  if (n < 10) return n === 0 ? '零' : (DIGITS[n] ?? '');
  const tens = Math.floor(n / 10);
  return `${tens === 1 ? '' : DIGITS[tens]}十${n % 10 === 0 ? '' : DIGITS[n % 10]}`;
}

function serial(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + 25_569;
}

function dayForms(day: string): readonly WrittenCell[] {
  const [y = '', m = '', d = ''] = day.split('-');
  const [mm, dd] = [String(Number(m)), String(Number(d))];
  return [
    ...texts(day, `${y}/${mm}/${dd}`, `${y}/${m}/${d}`, `${y}.${mm}.${dd}`, `${y}.${m}.${d}`, `${y}年${mm}月${dd}日`),
    ...texts(
      `${y} 年 ${mm} 月 ${dd} 日`,
      `${y}${m}${d}`,
      wide(`${y}-${m}-${d}`),
      `${y}年${m}月${d}号`,
      `${day} 00:00:00`,
    ),
    ...texts(
      `${numeralYear(y)}${numeral(Number(m))}月${numeral(Number(d))}日`,
      String(serial(day)),
      `${y}-${mm}-${dd}`,
    ),
    ...texts(`${y}年${mm}月${dd}日（星期一）`, `${y}.${mm}.${dd}.`),
    ...(Number(d) > 12 ? texts(`${mm}/${dd}/${y}`, `${dd}.${mm}.${y}`) : []),
    number(serial(day)),
    ...['yyyy-mm-dd', 'yyyy"年"m"月"d"日"', 'm/d/yy', 'yyyy/m/d;@'].map((z) => number(serial(day), z)),
  ];
}

function timeForms(time: string): readonly WrittenCell[] {
  const [day = '', clock = ''] = time.slice(0, 19).split('T');
  const [h = '', min = '', s = ''] = clock.split(':');
  const [y = '', m = '', d = ''] = day.split('-').map((part) => part);
  const hour = Number(h);
  const short = s === '00' ? texts(`${day} ${h}:${min}`, `${y}/${Number(m)}/${Number(d)} ${hour}:${min}`) : [];
  const noon = hour > 12 ? `下午${hour - 12}` : hour === 12 ? '中午12' : hour === 0 ? '凌晨0' : `上午${hour}`;
  const seconds = Number(h) * 3600 + Number(min) * 60 + Number(s);
  return [
    ...short,
    ...texts(`${day} ${clock}`, `${day}T${clock}`, time, `${y}年${Number(m)}月${Number(d)}日 ${hour}时${min}分${s}秒`),
    ...texts(
      `${y}.${m}.${d} ${clock}`,
      `${day} ${noon}:${min}:${s}`,
      wide(`${day} ${clock}`),
      `${y}${m}${d}${h}${min}${s}`,
    ),
    ...['yyyy-mm-dd hh:mm:ss', 'm/d/yy h:mm'].map((z) => number(serial(day) + seconds / 86_400, z)),
  ];
}

function countForms(value: string): readonly WrittenCell[] {
  const n = Number(value);
  return [
    ...texts(
      value,
      `${value}个`,
      `${value} 人`,
      `${value}.0`,
      wide(value),
      grouped(value, ','),
      grouped(value, ' '),
      wide(grouped(value, ',')),
    ),
    ...(n < 100 ? texts(numeral(n)) : []),
    ...(n >= 10_000 ? texts(`${n / 10_000}万`) : []),
    number(n),
    number(n, '#,##0'),
    formula(n),
  ];
}

function moneyForms(cents: string, { unit }: ColumnStyle): readonly WrittenCell[] {
  const yuan = shifted(BigInt(cents), -2);
  const tenThousands = shifted(BigInt(cents), -6);
  const own = texts(
    `${yuan}元`,
    `${yuan}元整`,
    `人民币${yuan}元`,
    `￥${yuan}`,
    `${tenThousands}万元`,
    `¥${group(yuan)}`,
    `${tenThousands}万`,
    `${wide(yuan)}元`,
  );
  if (unit !== null && unit.power > 0) {
    const inUnit = shifted(BigInt(cents), -2 - unit.power);
    return [...texts(inUnit, wide(inUnit), group(inUnit)), ...own, number(Number(inUnit))];
  }
  return [...texts(yuan, wide(yuan), group(yuan)), ...own, number(Number(yuan)), number(Number(yuan), '¥#,##0.00')];
}

const group = (decimal: string): string => {
  const [whole = '', part] = decimal.split('.');
  return part === undefined ? grouped(whole, ',') : `${grouped(whole, ',')}.${part}`;
};

/** A whole number times a negative power of ten, exactly, without zeros at the end. */
function shifted(whole: bigint, power: number): string {
  const digits = String(whole).padStart(1 - power, '0');
  const text = `${digits.slice(0, power)}.${digits.slice(power)}`;
  return text.replace(/\.?0+$/, '');
}

function rateForms(value: string, { unit }: ColumnStyle): readonly WrittenCell[] {
  const milli = BigInt(Math.round(Number(value) * 1000));
  const permille = shifted(milli, -2);
  const own = texts(`${value}%`, `${value}％`, `${value} %`, `${permille}‰`, wide(`${value}%`));
  const percentCell = number(Number(shifted(milli, -5)), '0.00%');
  if (unit?.words === '‰') return [...texts(permille), ...own, percentCell];
  return [...texts(value, wide(value)), ...own, number(Number(value)), percentCell];
}

function flagForms(yes: boolean): readonly WrittenCell[] {
  const words = yes ? ['是', '√', '✔', 'Y', 'yes', '有', '1', 'TRUE'] : ['否', '×', '✘', 'N', 'no', '无', '0', 'FALSE'];
  return [...texts(...words), { text: words[0] ?? '', stored: { t: 'b', v: yes } }];
}

function choiceForms({ choices }: ChoiceColumn, code: string, dice: Dice): readonly WrittenCell[] {
  const word = choices[code];
  if (word === undefined) throw new Error(`no choice ${code}`);
  const blank = [...word.label.zh].join(dice.pick([' ', '\u3000']));
  const numbers = [`1.${word.label.zh}`, `（二）${word.label.zh}`, `3、${word.label.zh}`, `A.${word.label.zh}`];
  return texts(
    ...numbers,
    word.label.zh,
    word.label.zh,
    ...word.aliases,
    word.label.en,
    code,
    code.toUpperCase(),
    blank,
  );
}

function periodForms(code: string): readonly WrittenCell[] {
  const [y = '', part = ''] = code.split('-');
  if (part === '') return texts(y, `${y}年`, `${y}年全年`, numeralYear(y), wide(y));
  if (part.startsWith('H')) {
    const side = part === 'H1' ? '上' : '下';
    return texts(code, `${y}年${side}半年`, `${y}${side}半年`, `${y}H${part.slice(1)}`, `${numeralYear(y)}${side}半年`);
  }
  if (part.startsWith('Q')) return texts(code, `${y}年第三季度`, `${y}年3季度`, `${y}Q3`);
  return texts(code, `${y}年3月`, `${y}年三月`, `${y}.03`, `${y}/3`);
}
