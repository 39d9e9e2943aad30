import type { ApiErrorCode } from './error-codes.ts';

/** A request that is refused before it reaches GraphQL. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly code: ApiErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: ApiErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The problem as an answer in the form of GraphQL errors. */
export function problemResponse(problem: HttpProblem): Response {
  const body = { errors: [{ message: problem.message, extensions: { code: problem.code } }] };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...problem.headers },
  });
}
