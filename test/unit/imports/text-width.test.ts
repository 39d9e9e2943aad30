import { expect, test } from 'vitest';
import { textWidth, wrapped } from '../../../src/imports/reports/text-width.ts';

const WIDTH = 40;

test.each([
  ['识别的列  乡镇（街道）、村（社区）、纠纷编号、排查日期、受理日期、办结日期、调解结果', '、'],
  ['错误 9 (rule 2, bad_date 2, bad_number 1, number_overflow 1, unknown_region 1, bad_choice 1)', ', '],
])('a list is cut behind its commas, and no line is wider than the terminal: %s', (line, comma) => {
  const lines = wrapped(line, WIDTH);
  expect(lines.length).toBeGreaterThan(1);
  for (const one of lines) expect(textWidth(one)).toBeLessThanOrEqual(WIDTH);
  for (const one of lines.slice(0, -1)) expect(one.endsWith(comma.trim())).toBe(true);
  expect(lines.map((one) => one.trim()).join(comma === ', ' ? ' ' : '')).toBe(line);
});

test.each([
  ['a second header with other columns: it was column 6 above; split it into two sheets or files', ' '],
  ['福建省福州市鼓楼区温泉街道没有这样一个很长很长的地名因为它根本不是地名而是一整句话', ''],
])('what has no commas is cut behind its blanks or between its signs: %s', (line, joint) => {
  const lines = wrapped(line, WIDTH);
  for (const one of lines) expect(textWidth(one)).toBeLessThanOrEqual(WIDTH);
  expect(lines.map((one) => one.trim()).join(joint)).toBe(line);
});
