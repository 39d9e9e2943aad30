/** What a request may ask for. Over a limit it is refused before anything is fetched. */
export const LIMITS = {
  /** Bytes of the HTTP body. */
  bodyBytes: 1_000_000,
  /** Characters of the document. */
  documentLength: 32_768,
  tokens: 4000,
  fields: 1000,
  aliases: 50,
  directives: 30,
  /** Levels of nested fields. */
  depth: 12,
  introspectionDepth: 20,
  /** Levels of nested lists and objects in an argument. */
  valueDepth: 8,
  /** Items of a list in the document or in variables. */
  listItems: 500,
  /** Objects of an answer. */
  objects: 10_000,
  /** Documents kept parsed. */
  documentsKept: 256,
} as const;

/** Milliseconds that a connection is given. */
export const TIMES = {
  headers: 5000,
  request: 10_000,
  keepAlive: 5000,
  idleSocket: 30_000,
  /** For what is in flight when the server is told to stop. */
  drain: 8000,
  /** For one statement of a reader. */
  statement: 5000,
} as const;
