import { PAGE_DEFAULT, PAGE_MOST } from '../graphql/pages/page.ts';
import { LONGEST_SEARCH } from '../graphql/regions/region-query.ts';

/** What a request may ask for. Over a limit it is refused before anything is fetched. */
export const LIMITS = {
  /** Connections at a time. */
  connections: 8000,
  /** Bytes of the headers. */
  headerBytes: 16_384,
  /** Bytes of the HTTP body. */
  bodyBytes: 1_000_000,
  /** Bytes of a file to import. */
  uploadBytes: 50_000_000,
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
  /** `first` of a list in pages, at most and when left out. */
  page: PAGE_MOST,
  pageDefault: PAGE_DEFAULT,
  /** Letters of a text to search. */
  search: LONGEST_SEARCH,
  /** Wrong codes of one answer for which the nearest are told. */
  hints: 3,
  /** Errors of one code of one answer that are told one by one; the others are counted. */
  errors: 20,
  /** Points of one operation. */
  cost: 2000,
  /** Wrong keys of one address in a minute. */
  wrongKeys: 40,
  /** Characters of the documents kept parsed. */
  documentsKept: 2_000_000,
} as const;

/** Bytes of answers kept, for viewers with the same rights to whom the same question comes. */
export const ANSWERS_KEPT = 24_000_000;

/** Milliseconds that a connection is given. */
export const TIMES = {
  headers: 5000,
  request: 10_000,
  keepAlive: 5000,
  idleSocket: 30_000,
  /** How often connections are looked at for these. */
  checking: 1000,
  /** For requests that were sent before the server was told to stop. */
  lastRequests: 300,
  /** For what is in flight when the server is told to stop. */
  drain: 8000,
  /** For the whole of an answer; what is still being read for it is then cancelled. */
  answer: 10_000,
  /** For a connection to the database when all are busy. */
  poolWait: 1500,
  /** For a replica that is a little behind. */
  replicaWait: 300,
  /** For its turn, when as many imports as may run at a time are running. */
  importTurn: 60_000,
  /** How often the key of one who is told of changes is looked at again. */
  recheck: 10_000,
  /** How often it is looked whether the server comes late to what it was to do. */
  look: 250,
  /** So late, for so long, is overloaded. */
  late: 200,
  lateFor: 5000,
  /** For one statement of a reader. */
  statement: 5000,
} as const;
