const MB = 1_000_000;

/** What a workbook may have at most; beyond it the file is refused as a whole. */
export const LIMITS = {
  /** Bytes of the file. */
  packed: 50 * MB,
  /** Bytes of all its parts, as its directory says; a part that holds more than it says is refused on reading. */
  unpacked: 500 * MB,
  /** Unpacked to packed bytes, of parts and of the file, where more than `ratioFrom` bytes come out. */
  ratio: 100,
  ratioFrom: MB,
  /** Parts of the file. */
  entries: 1000,
  rows: 1_048_576,
  columns: 256,
  /** Areas of merged cells on a sheet, and how many may lie across one row. */
  merges: 500_000,
  mergesAcross: 256,
  /** Bytes of all different texts, which are kept while the rows are read. */
  texts: 128 * MB,
  sheets: 500,
  formats: 65_536,
  /** Depth of elements, and characters without the end of one. */
  depth: 64,
  xmlPiece: MB,
} as const;
