import fc from 'fast-check';

const joined = (parts: fc.Arbitrary<string>) => fc.array(parts, { maxLength: 3 }).map((all) => all.join(''));
export const oneOf = (...all: readonly string[]) => fc.constantFrom(...all);

/** Mostly the first, and where a sheet is strange now and then the second. */
export const seldom = (strange: boolean, usual: fc.Arbitrary<string>, other: fc.Arbitrary<string>) =>
  strange ? fc.oneof({ weight: 15, arbitrary: usual }, { weight: 1, arbitrary: other }) : usual;

const GOOD = oneOf('集美', 'a b', '&amp;', '&lt;', '&#20108;', '&#x4E8C;', '&#10;', '\n', '_x000D_', '𬭎', "'", '"');
const ODD = oneOf(
  ...['>', ']]>', '\r\n', '\u0085', '\u2028', '&#13;', '&#0;', '&#xD800;', '&nbsp;', '&', '\u0001', '\ufffe'],
  ...['<!--x-->', '<![CDATA[<v>]]>', '<?x y?>'],
);
const NUMBER = fc.oneof(fc.nat(70_000).map(String), oneOf('1.5', '-2', '007', '1E+3', '0.0001'));
const ODD_NUMBER = oneOf('', ' 4 ', '1e999', 'x', '0x10', '123456789012', '١');

export const text = (strange: boolean) => joined(seldom(strange, GOOD, ODD));

const contentOf = (type: string, strange: boolean): fc.Arbitrary<string> => {
  switch (type) {
    case 's':
      return seldom(strange, fc.nat(19).map(String), oneOf('20', '', ' 3 ', '1e1', '-1'));
    case 'n':
      return seldom(strange, NUMBER, ODD_NUMBER);
    case 'b':
      return oneOf('0', '1', 'true');
    case 'd':
      return oneOf('2020-01-02T00:00:00Z', '2020-01-02T08:05:00', '');
    default:
      return text(strange);
  }
};

/** Any of these, in any order. */
function attributes(names: Readonly<Record<string, fc.Arbitrary<string>>>, strange: boolean): fc.Arbitrary<string> {
  const chosen = Object.entries(names).map(([name, value]) =>
    fc.tuple(fc.constant(name), value, seldom(strange, oneOf('"'), oneOf("'", ''))),
  );
  return fc
    .tuple(...chosen)
    .chain((all) => fc.tuple(fc.shuffledSubarray(all), seldom(strange, oneOf(''), oneOf('twice', 'spaced', 'close'))))
    .map(([all, how]) => {
      const equals = how === 'spaced' ? ' = ' : '=';
      const written = all.map(([name, value, quote]) => `${name}${equals}${quote}${value}${quote}`);
      if (how === 'twice') written.push(...written.slice(0, 1));
      return written.map((one) => (how === 'close' ? one : ` ${one}`)).join('');
    });
}

const TYPES = oneOf('s', 's', 'n', 'n', '', '', 'str', 'inlineStr', 'b', 'e', 'd');
const REFERENCE = fc.tuple(oneOf('A', 'C', 'AB', 'Z'), fc.integer({ min: 1, max: 99 })).map((parts) => parts.join(''));

const cell = (strange: boolean): fc.Arbitrary<string> =>
  seldom(strange, TYPES, oneOf('x')).chain((type) => {
    const tag = attributes(
      {
        r: seldom(strange, REFERENCE, oneOf('IW1', 'b2', 'A', '7', '$A$1', 'ABCD1', '')),
        s: seldom(strange, oneOf('0', '1', '2', '3', '9'), oneOf('-1', '', '1.0', 'x')),
        ...(strange ? { cm: seldom(true, oneOf('1'), oneOf('&gt;', '<', '集')) } : {}),
      },
      strange,
    );
    const written = (name: string) =>
      contentOf(type === '' ? 'n' : type, strange).map((value) => `<${name}>${value}</${name}>`);
    const formula = fc.oneof(
      text(strange).map((of) => `<f>${of}</f>`),
      oneOf('<f t="shared" si="0"/>'),
    );
    const inline = text(strange).map((of) => `<is><t xml:space="preserve">${of}</t></is>`);
    const parts = fc.tuple(
      fc.oneof({ weight: 4, arbitrary: oneOf('') }, { weight: 1, arbitrary: formula }),
      type === 'inlineStr' ? inline : fc.oneof({ weight: 6, arbitrary: written('v') }, oneOf('', '<v/>')),
      seldom(
        strange,
        oneOf(''),
        oneOf(' ', '<!-- -->', '<v>1</v>', '<is><r><t>丰</t></r></is>', '<x/>', '<rPh><t>x</t></rPh>', '<c/>'),
      ),
    );
    const end = oneOf('>', '>', '>', '>', '/>', ' />', strange ? ' >' : '>');
    const t = type === '' ? '' : ` t="${type}"`;
    return fc
      .tuple(tag, parts, end)
      .map(([said, inside, tail]) => `<c${said}${t}${tail}${tail.includes('/') ? '' : `${inside.join('')}</c>`}`);
  });

const row = (strange: boolean): fc.Arbitrary<string> =>
  fc
    .tuple(
      attributes(
        {
          r: seldom(strange, fc.integer({ min: 1, max: 40 }).map(String), oneOf('0', '1048577', '1e1', '', '-3', 'x')),
          spans: oneOf('1:9'),
          ht: oneOf('15'),
          'x14ac:dyDescent': oneOf('0.2'),
        },
        strange,
      ),
      fc.array(cell(strange), { maxLength: 4 }),
      seldom(
        strange,
        oneOf('', '', '\n', '\r\n  '),
        oneOf('<!-- <row> -->', 'x', '<x><row/></x>', '</sheetData><sheetData>'),
      ),
      seldom(strange, oneOf('row'), oneOf('x:row', 'rows')),
    )
    .map(([said, cells, behind, name]) =>
      cells.length === 0 ? `<${name}${said}/>${behind}` : `<${name}${said}>${cells.join('')}</${name}>${behind}`,
    );

/** A sheet as programs write it, plain ones and strange ones. */
export const writtenSheet: fc.Arbitrary<Buffer> = fc
  .boolean()
  .chain((strange) => fc.array(row(strange), { maxLength: 8 }))
  .map((rows) => {
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet><dimension ref="A1"/>';
    return Buffer.from(`${head}<sheetData>${rows.join('')}</sheetData><mergeCells count="0"/></worksheet>`);
  });
