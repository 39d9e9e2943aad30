/** Shorter texts are copied when they are cut out of a longer one. */
const SHORT = 13;

/** The same text, to be kept for long: one that was cut out of a longer text keeps all of that alive. */
export const ownText = (text: string): string =>
  text.length < SHORT ? text : Buffer.from(text, 'utf16le').toString('utf16le');
