import { expect, test } from 'vitest';
import { createRandom } from '../../../src/demo/random.ts';
import type { ColumnReader } from '../../../src/imports/cells/column-reader.ts';
import { rememberedReader } from '../../../src/imports/cells/remembered-reader.ts';
import { textCell } from '../../../src/imports/files/cell.ts';
import { addNote, createRowValues, newDraft } from '../../../src/imports/rows/row-draft.ts';

const random = createRandom(3);

test.each([
  ['a few words', 4, 20_000, 4],
  ['words of which each comes in runs', 300, 20_000, 300],
  ['numbers of records, each once', 1_000_000_000, 20_000, 15_000],
  ['many places', 40_000, 30_000, 12_000],
])('%s are read as if each was read anew', (_, different, rows, atLeast) => {
  const texts: string[] = [];
  while (texts.length < rows) {
    const text = random.chance(0.1) ? '' : `第${random.int(1, different)}个`;
    for (let again = different === 300 ? 5 : 1; again > 0; again -= 1) texts.push(text);
  }
  let read = 0;
  const anew: ColumnReader = ({ cells }, draft) => {
    const text = cells[0]?.text ?? '';
    read += 1;
    draft.values.set('one', text === '' ? null : `${text}。`);
    if (text.endsWith('7个')) addNote(draft, 'merged', { column: 'one', header: null }, text, text);
  };
  const remembered = rememberedReader([0], ['one'], anew);
  const values = createRowValues();
  for (const [at, text] of texts.entries()) {
    values.clear();
    const draft = newDraft(values);
    remembered({ number: at + 1, line: at + 1, cells: [textCell(text)] }, draft);
    if (values.get('one') !== (text === '' ? null : `${text}。`)) throw new Error(`${text}: ${values.get('one')}`);
    if (draft.notes.length !== (text.endsWith('7个') ? 1 : 0)) throw new Error(`${text}: ${draft.notes.length} notes`);
  }
  const told = texts.filter((text) => text.endsWith('7个')).length;
  expect(read - told).toBeLessThanOrEqual(new Set(texts).size + (different > texts.length * 100 ? texts.length : 0));
  expect(read).toBeGreaterThanOrEqual(Math.min(atLeast, new Set(texts).size));
});
