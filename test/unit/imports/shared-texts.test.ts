import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextsReader } from '../../../src/imports/xlsx/shared-texts.ts';
import { createTextStore } from '../../../src/imports/xlsx/text-store.ts';
import { parseXml } from '../../../src/imports/xlsx/xml.ts';
import { hurt, pieces } from './pieces.ts';
import { oneOf, seldom, text } from './written-sheet.ts';

async function read(
  bytes: Buffer,
  cuts: readonly number[],
  way: 'short' | 'parser',
): Promise<readonly string[] | null> {
  const texts: string[] = [];
  const { handlers, shortcut } = createTextsReader((one) => texts.push(one));
  try {
    for await (const _ of parseXml('', pieces(bytes, cuts), handlers, way === 'short' ? shortcut : undefined));
    return texts;
  } catch {
    return null;
  }
}

const item = (strange: boolean) =>
  fc
    .tuple(
      seldom(
        strange,
        oneOf('<t>', '<t xml:space="preserve">'),
        oneOf("<t a='1'>", '<t a="1" a="1">', '<t >', '<r><t>'),
      ),
      text(strange),
      seldom(
        strange,
        oneOf('', '', '<phoneticPr fontId="1" type="noConversion"/>'),
        oneOf('<rPh><t>x</t></rPh>', '<t>y</t>', ' '),
      ),
      seldom(
        strange,
        oneOf('', '\n'),
        oneOf('<!-- <si><t>z</t></si> -->', 'x', '<rPh><si><t>v</t></si><si><t>w</t></si></rPh>'),
      ),
    )
    .map(([begin, inside, more, behind]) => {
      const end = begin.startsWith('<r>') ? '</t></r>' : '</t>';
      return `<si>${begin}${inside}${end}${more}</si>${behind}`;
    });

const written = fc
  .boolean()
  .chain((strange) => fc.array(item(strange), { maxLength: 12 }))
  .map((items) => Buffer.from(`<?xml version="1.0"?><sst count="9" uniqueCount="9">${items.join('')}</sst>`));

test('texts are those that the parser finds, whatever was done to the bytes and wherever they are cut', async () => {
  const found = { texts: 0, refused: 0 };
  const cuts = fc.array(fc.nat(), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(written, hurt(written)), cuts, async (bytes, at) => {
      const slow = await read(bytes, at, 'parser');
      expect(await read(bytes, at, 'short'), bytes.toString()).toEqual(slow);
      found.texts += slow?.length ?? 0;
      found.refused += slow === null ? 1 : 0;
    }),
    { numRuns: 3000 },
  );
  expect(found.texts).toBeGreaterThan(3000);
  expect(found.refused).toBeGreaterThan(500);
});

test('the parser sees no text as most programs write it', async () => {
  const tags: string[] = [];
  const texts: string[] = [];
  const { handlers, shortcut } = createTextsReader((one) => texts.push(one));
  const open = (name: string, said: Readonly<Record<string, string>>): void => {
    tags.push(name);
    handlers.open(name, said);
  };
  const items =
    '<si><t>甲</t></si><si><t xml:space="preserve"> 乙&amp;</t><phoneticPr fontId="1" type="noConversion"/></si>';
  const bytes = Buffer.from(`<sst count="2">${items}</sst>`);
  for await (const _ of parseXml('', pieces(bytes, [20, 40]), { ...handlers, open }, shortcut));
  expect([tags, texts]).toEqual([['sst'], ['甲', ' 乙&']]);
});

test('every text is kept as it was, also where pages end', () => {
  const store = createTextStore('');
  const lengths = [3, 1_048_576, 0, 1_048_575, 0, 1, 0, 700_000, 348_576, 0, 700_000, 400_000, 0, 5];
  const texts = [...lengths.map((length, at) => String.fromCharCode(97 + at).repeat(length)), '集美街道'];
  for (let at = texts.length; at < 140_000; at += 1) texts.push(`第${at}个`);
  for (const one of texts) store.add(one);
  const wrong = () => texts.filter((one, at) => store.get(at)?.text !== one).length;
  expect([wrong(), wrong(), wrong()]).toEqual([0, 0, 0]);
  expect([-1, texts.length, 0.5, Number.NaN].map(store.get)).toEqual([null, null, null, null]);
});

test('an empty text behind a full page is there', () => {
  const store = createTextStore('');
  store.add(`${'甲'.repeat(349_525)}a`);
  store.add('');
  expect(store.get(1)?.text).toBe('');
});
