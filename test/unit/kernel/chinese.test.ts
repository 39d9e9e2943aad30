import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isEmptyCell,
  normaliseHeader,
  normaliseText,
  readNumeral,
  shortText,
  trimBlanks,
} from '../../../src/kernel/chinese.ts';

describe('text of cells', () => {
  test.each([
    ['２０２１－０３－０５　０８：０５', '2021-03-05 08:05'],
    ['\ufeff书面', '书面'],
    ['化解成功\u200b', '化解成功'],
    ['\u00a0 生产经营　', '生产经营'],
    ['ＡＢｃ（１，３２７．５０％）', 'ABc(1,327.50%)'],
    ['登记\r\n日期', '登记 日期'],
    ['￥１２', '¥12'],
  ])('%j reads %j', (text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  test('stored text keeps its own signs', () => {
    expect(trimBlanks('\u200b　双方分歧较大，\n另行商议\u00a0')).toBe('双方分歧较大，\n另行商议');
  });

  test.each(['', ' ', '　', '\u00a0', '\u200b\ufeff', '/', '／', '-', '－', '—', '——', ' — '])(
    '%j is empty',
    (text) => {
      expect(isEmptyCell(text)).toBe(true);
    },
  );

  test.each(['无', '0', '否', '√', '//', '.', '/-'])('%j is not empty', (text) => {
    expect(isEmptyCell(text)).toBe(false);
  });

  test.each([
    ['登记 日期', '登记日期'],
    ['乡镇（街道）', '乡镇(街道)'],
    ['乡镇【街道】', '乡镇(街道)'],
    ['涉及金额\n（万元）', '涉及金额(万元)'],
    ['*纠纷编号：', '纠纷编号'],
    ['Serial', 'serial'],
  ])('header %j compares as %j', (text, expected) => {
    expect(normaliseHeader(text)).toBe(expected);
  });

  test('reading twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
        expect(normaliseHeader(normaliseHeader(text))).toBe(normaliseHeader(text));
      }),
    );
  });
});

describe('Chinese numerals', () => {
  test.each<[string, bigint]>([
    ['二十三', 23n],
    ['一千零五', 1005n],
    ['十', 10n],
    ['十五', 15n],
    ['两', 2n],
    ['〇', 0n],
    ['二〇二一', 2021n],
    ['二零二一', 2021n],
    ['一百二十', 120n],
    ['一百一十五', 115n],
    ['一千一百一十一', 1111n],
    ['一千零二十', 1020n],
    ['一万零五', 10005n],
    ['一万五千', 15000n],
    ['两万', 20000n],
    ['一百二十万', 1200000n],
    ['三亿二千万', 320000000n],
    ['一亿零三', 100000003n],
    ['二万三千四百五十六', 23456n],
    ['一万亿', 1_000_000_000_000n],
    ['壹佰贰拾', 120n],
  ])('%s is %s', (text, expected) => {
    expect(readNumeral(text)).toBe(expected);
  });

  test.each([
    '',
    '一百二',
    '一万五',
    '万',
    '百',
    '千',
    '十百',
    '十十',
    '一百零',
    '一万零',
    '零万',
    '一万二十万',
    '一亿零',
    '多',
    '若干',
    '23',
    '二十三件',
    '一二十',
  ])('%j is none', (text) => {
    expect(readNumeral(text)).toBeNull();
  });

  test('every number below a hundred million comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (number) => {
        expect(readNumeral(spelled(number))).toBe(BigInt(number));
      }),
    );
  });
});

function spelled(number: number): string {
  if (number === 0) return '零';
  const high = Math.floor(number / 10_000);
  const low = number % 10_000;
  if (high === 0) return section(low);
  if (low === 0) return `${section(high)}万`;
  return `${section(high)}万${low < 1000 ? '零' : ''}${section(low)}`;
}

function section(number: number): string {
  const digits = String(number).padStart(4, '0');
  const spelt = [...digits].map((sign, at) =>
    sign === '0' ? '零' : '零一二三四五六七八九'[Number(sign)] + (['千', '百', '十', ''][at] ?? ''),
  );
  return spelt
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}

test.each([
  ['安海镇', 3, '安海镇'],
  ['安海新镇', 3, '安海新…'],
  ['𠮷𠮷𠮷', 3, '𠮷𠮷𠮷'],
  ['𠮷𠮷𠮷𠮷', 3, '𠮷𠮷𠮷…'],
  ['a\u0000b\u001b[31m\n', 10, 'ab[31m\n'],
  ['\ud842坏', 5, '\ufffd坏'],
])('%j in at most %d signs is %j', (text, longest, expected) => {
  expect(shortText(text, longest)).toBe(expected);
});
