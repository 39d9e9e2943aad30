/** What a request may ask for, as it is told to those who ask. */
export interface Limits {
  readonly headerBytes: number;
  readonly bodyBytes: number;
  readonly documentLength: number;
  readonly tokens: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly valueDepth: number;
  readonly listItems: number;
  readonly objects: number;
  readonly page: number;
  readonly search: number;
  readonly cost: number;
  readonly wrongKeys: number;
  readonly statementMs: number;
  readonly requestMs: number;
}

/** What the key may spend, and what is left of it. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly perMinute: number;
  readonly requested: number;
}
