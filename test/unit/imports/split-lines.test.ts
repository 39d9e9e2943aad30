import { parse } from 'csv-parse/sync';
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { splitLines } from '../../../src/imports/files/split-lines.ts';

const parsed = (text: string): unknown =>
  parse(text, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true });

test('lines without quotation marks are the records that a parser finds', () => {
  const signs = constantFrom('a', '1', ',', '\n', '\r\n', '件', ' ', '，', '"', '\r', '"b"', '"x,y"');
  assert(
    property(array(signs, { maxLength: 40 }), (parts) => {
      const text = `${parts.join('')}\n`.replaceAll('""', '"q"');
      const { records, rest } = splitLines(text, ',');
      const before = rest === null ? text : text.slice(0, text.length - rest.length);
      expect(records).toEqual(parsed(before));
    }),
    { numRuns: 500 },
  );
});

test('what needs a parser is left from the start of its record on', () => {
  expect(splitLines('a,b\r\nc,"d\ne"\nf,g\n', ',')).toEqual({ records: [['a', 'b']], rest: 'c,"d\ne"\nf,g\n' });
  expect(splitLines('a;b\nc\rd;e\n', ';')).toEqual({ records: [['a', 'b']], rest: 'c\rd;e\n' });
  expect(splitLines('', ',')).toEqual({ records: [], rest: null });
});
