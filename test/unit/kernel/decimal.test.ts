import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDecimal } from '../../../src/kernel/decimal.ts';

describe('number cells', () => {
  test.each([
    ['2', '2'],
    ['２', '2'],
    ['1,400.00', '1400'],
    ['３９９９０．００', '39990'],
    ['33 900.00', '33900'],
    ['33\u00a0900.00', '33900'],
    ['1 000 000', '1000000'],
    ['1，327', '1327'],
    ['1,234,567.89', '1234567.89'],
    ['14.81万', '148100'],
    ['1.427744万', '14277.44'],
    ['1.2亿', '120000000'],
    ['2.49万元', '24900'],
    ['3百', '300'],
    ['二十三', '23'],
    ['两', '2'],
    ['十万', '100000'],
    ['一百二十万', '1200000'],
    ['三亿', '300000000'],
    ['5千', '5000'],
    ['三点五万', '35000'],
    ['三万五千元', '35000'],
    ['-2', '-2'],
    ['－２', '-2'],
    ['−2', '-2'],
    ['负三', '-3'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['0.98639', '0.98639'],
    ['00', '0'],
    ['99999999999999999999999', '99999999999999999999999'],
  ])('%j is %s', (text, expected) => {
    expect(readDecimal(text)?.value.toString()).toBe(expected);
  });

  test.each([
    ['23人', '人', 1],
    ['9655.63元', '元', 1],
    ['¥1,200.50', '元', 1],
    ['3亿元', '元', 100_000_000],
    ['4万人次', '人次', 10_000],
    ['12起', '起', 1],
    ['12', null, 1],
  ])('%j keeps its unit %j and multiplier %i', (text, unitText, multiplier) => {
    expect(readDecimal(text)).toMatchObject({ unitText, multiplier });
  });

  test.each([
    ['98.639%', '98.639', 'percent'],
    ['98.27 ％', '98.27', 'percent'],
    ['986.39‰', '986.39', 'permille'],
    ['百分之三十', '30', 'percent'],
    ['98.639', '98.639', null],
  ])('%j is %s, %s', (text, value, percent) => {
    const read = readDecimal(text);
    expect([read?.value.toString(), read?.percent]).toEqual([value, percent]);
  });

  test.each(
    [
      ['', ' ', '/', '—', '=1+1', '多次', '若干', '若干处', '1e309', '1E+05', 'NaN', 'Infinity', '0x10', '优秀'],
      ['5.8万多', '约5', '5左右', '1,32', '13,27', '1,3270', '12 34', '1.2.3', '5.', '一百二', '1万2', '(5)'],
      ['5美元', '12345热线', '¥5人', '--5', '5-6', '1/2', '1'.repeat(100)],
    ].flat(),
  )('%j is no number', (text) => {
    expect(readDecimal(text)).toBeNull();
  });

  test('any decimal comes back, also grouped and in full width', () => {
    const decimal = fc.tuple(fc.bigInt(0n, 10n ** 15n), fc.stringMatching(/^\d{0,4}[1-9]$|^$/));
    fc.assert(
      fc.property(decimal, fc.boolean(), ([whole, fraction], negative) => {
        const tail = fraction === '' ? '' : `.${fraction}`;
        const sign = negative && (whole > 0n || fraction !== '') ? '-' : '';
        const plain = `${sign}${whole}${tail}`;
        const grouped = `${sign}${whole.toLocaleString('en-US')}${tail}`;
        const wide = grouped.replace(/[!-~]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0));
        for (const text of [plain, grouped, wide, grouped.replaceAll(',', ' '), ` ${plain} `]) {
          expect(readDecimal(text)?.value.equals(plain)).toBe(true);
        }
      }),
    );
  });

  test('whatever comes, it answers', () => {
    const scraps = fc.array(
      fc.constantFrom('1', '０', ',', '.', ' ', '万', '亿', '十', '点', '负', '-', '%', '元', '百分之', '多', 'e', '='),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(scraps, (parts) => {
        const read = readDecimal(parts.join(''));
        if (read !== null) expect(readDecimal(` ${parts.join('')}\u200b`)).toEqual(read);
      }),
      { numRuns: 2000 },
    );
  });
});
