import { expect, test } from 'vitest';
import { numberFormat } from '../../../src/imports/files/number-format.ts';

test.each([
  ['General', 'number', ''],
  ['0.00%', 'percent', ''],
  ['0.00_);[Red](0.00%)', 'number', ''],
  ['0.00"%"', 'number', '%'],
  ['0.00\\%', 'number', '%'],
  ['0.0"万元"', 'number', '万元'],
  ['0.0万', 'number', '万'],
  ['#,##0.00 "亿元"', 'number', '亿元'],
  ['0!.0,"万"', 'number', ''],
  ['0"."0000"万"', 'number', ''],
  ['#,##0.00"元"', 'number', ''],
  ['"约"0', 'number', ''],
  ['yyyy"年"m"月"d"日"', 'date', ''],
])('%s shows a %s with %j behind it', (code, kind, suffix) => {
  expect(numberFormat(code)).toMatchObject({ kind, suffix });
});

test('a format of noughts alone fills up a code', () => {
  expect(numberFormat('000000').zeros).toBe(6);
  expect(numberFormat('0.00').zeros).toBe(0);
});
