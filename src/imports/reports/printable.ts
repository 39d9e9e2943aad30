/** Cells come from strangers: control characters must not reach the terminal. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
