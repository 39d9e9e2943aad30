import { z } from 'zod';

/** What a backup holds: one file of COPY text for each table, and this beside them. */
export const manifest = z.object({
  format: z.literal(1),
  takenAt: z.string(),
  migrations: z.array(z.object({ number: z.number(), name: z.string(), sha256: z.string() })),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number(),
      /** SHA-256 of the text before it is packed. */
      sha256: z.string(),
      /** The last number given by the sequence of a column. */
      sequences: z.array(z.object({ column: z.string(), last: z.number() })),
    }),
  ),
});
export type Manifest = z.infer<typeof manifest>;

export const MANIFEST = 'manifest.json';
export const fileOf = (table: string): string => `${table}.copy.gz`;

const NAME = /^[a-z_][a-z0-9_]*$/;

/** A name of a table or column as it stands in SQL. */
export function quoted(name: string): string {
  if (!NAME.test(name)) throw new Error(`expected a name of lower-case letters, got ${JSON.stringify(name)}`);
  return `"${name}"`;
}
