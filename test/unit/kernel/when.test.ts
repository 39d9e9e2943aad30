import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromDayNumber } from '../../../src/kernel/day.ts';
import { readDay, readTime } from '../../../src/kernel/when.ts';

describe('day cells', () => {
  test.each([
    ['2021-03-05', '2021-03-05'],
    ['2021/3/5', '2021-03-05'],
    ['2021.3.5', '2021-03-05'],
    ['20210305', '2021-03-05'],
    ['2021年3月5日', '2021-03-05'],
    ['2021 年 3 月 5 日', '2021-03-05'],
    ['2021年3月5日（星期五）', '2021-03-05'],
    ['二〇二一年三月五日', '2021-03-05'],
    ['二零二一年十二月二十五日', '2021-12-25'],
    ['２０２１－０３－０５', '2021-03-05'],
    ['44198', '2021-01-02'],
    ['44198.5', '2021-01-02'],
    ['2021-03-05 00:00:00', '2021-03-05'],
    ['2021-02-28T16:00:00Z', '2021-03-01'],
    ['9999-12-31', '9999-12-31'],
    ['2024-02-29', '2024-02-29'],
    ['2021、3、5', '2021-03-05'],
    ['2021。3。5', '2021-03-05'],
    ['2021\\3\\5', '2021-03-05'],
    ['2021-3-5日', '2021-03-05'],
    ['2021 03 05', '2021-03-05'],
    ['2021年元月5日', '2021-01-05'],
    ['2021年三月五日', '2021-03-05'],
    ['2021年3月5日起', '2021-03-05'],
    ['2021-12-31 24:00', '2021-12-31'],
    ['2021-12-31 24:00:00', '2021-12-31'],
    ['2021年12月31日二十四时', '2021-12-31'],
    ['2021年12月31日24时止', '2021-12-31'],
    ['2022-01-01 00:00', '2022-01-01'],
  ])('%j is %s', (text, day) => {
    expect(readDay(text)).toBe(day);
  });

  test.each([
    ['2021-02-30', 'impossible'],
    ['2021.2.29', 'impossible'],
    ['2021年13月1日', 'impossible'],
    ['20211301', 'impossible'],
    ['2021-06-31', 'impossible'],
    ['0021-06-30', 'impossible'],
    ['21-2-3', 'ambiguous'],
    ['21年2月3日', 'ambiguous'],
    ['3/5/2021', 'ambiguous'],
    ['5.3.21', 'ambiguous'],
    ['2021-03', 'unreadable'],
    ['2021年3月', 'unreadable'],
    ['2021-3/5', 'unreadable'],
    ['19999', 'unreadable'],
    ['80001', 'unreadable'],
    ['4419', 'unreadable'],
    ['', 'unreadable'],
    ['不详', 'unreadable'],
    ['=TODAY()', 'unreadable'],
    ['2021-03-05 8', 'unreadable'],
    ['2021-03-05左右', 'unreadable'],
  ])('%j is %s', (text, problem) => {
    expect(readDay(text)).toMatchObject({ problem });
  });

  test('every day of two centuries is read in every form', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_567, max: 47_481 }), (number) => {
        const day = fromDayNumber(number);
        const [year = '', month = '', date = ''] = day.split('-');
        const short = [year, Number(month), Number(date)];
        const forms = [
          day,
          short.join('/'),
          short.join('.'),
          year + month + date,
          `${short[0]}年${short[1]}月${short[2]}日`,
        ];
        for (const form of forms) expect(readDay(form)).toBe(day);
        if (number >= -5569 && number <= 54_431) expect(readDay(String(number + 25_569))).toBe(day);
      }),
    );
  });
});

describe('time cells', () => {
  test.each([
    ['2021/3/5 8:05:09', '2021-03-05T08:05:09+08:00'],
    ['2020/2/25 6:20', '2020-02-25T06:20:00+08:00'],
    ['2021年3月5日 8时5分', '2021-03-05T08:05:00+08:00'],
    ['2021年3月5日8时5分9秒', '2021-03-05T08:05:09+08:00'],
    ['2021年3月5日8点半', '2021-03-05T08:30:00+08:00'],
    ['2021年5月13日 15:16:15', '2021-05-13T15:16:15+08:00'],
    ['２０２０－０９－１９ ０８：０１：０５', '2020-09-19T08:01:05+08:00'],
    ['2021-03-05 下午2:05', '2021-03-05T14:05:00+08:00'],
    ['2021-03-05 12:05 AM', '2021-03-05T00:05:00+08:00'],
    ['2021-03-05 2:05 PM', '2021-03-05T14:05:00+08:00'],
    ['20210305 08:05', '2021-03-05T08:05:00+08:00'],
    ['20210305080509', '2021-03-05T08:05:09+08:00'],
    ['2021-03-05', '2021-03-05T00:00:00+08:00'],
    ['44198', '2021-01-02T00:00:00+08:00'],
    ['44198.3368171296', '2021-01-02T08:05:01+08:00'],
    ['44198.9999999', '2021-01-03T00:00:00+08:00'],
    ['2021-03-05T08:05:09Z', '2021-03-05T16:05:09+08:00'],
    ['2021-03-05T23:05:09.120-05:00', '2021-03-06T12:05:09.120+08:00'],
    ['2021-03-05T08:05:09+0800', '2021-03-05T08:05:09+08:00'],
    ['2021-03-05T08:05:09+05:30', '2021-03-05T10:35:09+08:00'],
    ['2021-03-05 中午12:30', '2021-03-05T12:30:00+08:00'],
    ['2021-03-05 中午1:30', '2021-03-05T13:30:00+08:00'],
    ['2021-03-05 中午11:30', '2021-03-05T11:30:00+08:00'],
    ['2021-12-31 24:00', '2022-01-01T00:00:00+08:00'],
    ['2021-03-05 凌晨12:30', '2021-03-05T00:30:00+08:00'],
    ['2021-03-05 凌晨2点', '2021-03-05T02:00:00+08:00'],
    ['2021-03-05 下午15:30', '2021-03-05T15:30:00+08:00'],
    ['2021-03-05 下午12:10', '2021-03-05T12:10:00+08:00'],
    ['2021-03-05 傍晚6点', '2021-03-05T18:00:00+08:00'],
    ['2021-03-05 晚上11时59分', '2021-03-05T23:59:00+08:00'],
    ['2021-03-05 九点半', '2021-03-05T09:30:00+08:00'],
    ['2021年三月五日下午三时二十分', '2021-03-05T15:20:00+08:00'],
  ])('%j is %s', (text, time) => {
    expect(readTime(text)).toBe(time);
  });

  test.each([
    ['2021-05-06 25:61', 'impossible'],
    ['2021-05-06 24:01', 'impossible'],
    ['2021-05-06 08:60', 'impossible'],
    ['2021-02-30 08:15', 'impossible'],
    ['21-2-3 08:15', 'ambiguous'],
    ['08:15', 'unreadable'],
    ['2021-05-06 上午', 'unreadable'],
    ['2021-05-06 08:15 左右', 'unreadable'],
    ['2021-05-06 上午13:30', 'impossible'],
    ['2021-05-06 凌晨11点', 'impossible'],
    ['2021-05-06 13:30 AM', 'impossible'],
  ])('%j is %s', (text, problem) => {
    expect(readTime(text)).toMatchObject({ problem });
  });

  test.each([
    ['2021-03-05 晚上12点', ['2021-03-06 00:00', '2021-03-05 00:00']],
    ['2021-03-05 晚上1:30', ['2021-03-05 01:30', '2021-03-06 01:30']],
    ['2021-03-05 上午12:10', ['2021-03-05 12:10', '2021-03-05 00:10']],
  ])('%j may be several', (text, candidates) => {
    expect(readTime(text)).toEqual({ problem: 'ambiguous', candidates });
  });

  test('a moment is the same in every zone it is written in', () => {
    const moment = fc.date({ min: new Date('1950-01-02'), max: new Date('2150-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        date.setUTCMilliseconds(0);
        const time = readTime(date.toISOString());
        expect(typeof time === 'string' && new Date(time).getTime()).toBe(date.getTime());
        expect(typeof time === 'string' && readTime(time)).toBe(time);
      }),
    );
  });

  test('whatever comes, it answers', () => {
    const scraps = fc.array(
      fc.constantFrom(
        '2021',
        '3',
        '05',
        '-',
        '/',
        '.',
        '年',
        '月',
        '日',
        ' ',
        '时',
        '半',
        ':',
        'T',
        'Z',
        '+08',
        '下午',
        '44198',
        '星期五',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(scraps, (parts) => {
        const time = readTime(parts.join(''));
        if (typeof time === 'string') expect(readTime(time)).toBe(time);
        else expect(['impossible', 'ambiguous', 'unreadable']).toContain(time.problem);
      }),
      { numRuns: 2000 },
    );
  });
});
