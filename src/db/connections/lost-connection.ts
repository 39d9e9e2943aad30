/** Classes 08 (connection), 57P (shutdown), 53300 (too many connections) and what the socket says. */
const CODES = /^(08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;
const WORDS = /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable/;

/** The database was not reached, or went away in the middle. */
export function isLostConnection(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isLostConnection);
  if (!(error instanceof Error)) return false;
  return ('code' in error && CODES.test(String(error.code))) || WORDS.test(error.message);
}
