import fc from 'fast-check';

/** Bytes cut at these places. */
export async function* pieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let from = 0;
  for (const to of places) {
    yield bytes.subarray(from, to);
    from = to;
  }
}

const PUT =
  `< > / " ' & = : 0 é --> <!-- ]]> <row> </row> <c> </c> <v> </v> <sheetData> </sheetData> \r \0 r="1" 集`.split(' ');

/** Some bytes gone, others put in their place. */
const mutation = fc.record({
  at: fc.nat(),
  gone: fc.nat(2),
  put: fc.oneof(
    fc.constantFrom('', ' ', '5', ...PUT).map((put) => Buffer.from(put)),
    fc.uint8Array({ maxLength: 2 }).map((bytes) => Buffer.from(bytes)),
  ),
});

/** Bytes of which some are others, or that end too early. */
export const hurt = (whole: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(whole, fc.array(mutation, { minLength: 1, maxLength: 2 }), fc.nat(), fc.nat(9))
    .map(([bytes, all, end, short]) => {
      const changed = all.reduce((before, { at, gone, put }) => {
        const place = at % before.length;
        return Buffer.concat([before.subarray(0, place), put, before.subarray(place + gone)]);
      }, bytes);
      return short === 0 ? changed.subarray(0, end % changed.length) : changed;
    });
