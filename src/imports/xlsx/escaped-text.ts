const ESCAPE = /_x([\da-fA-F]{4})_/g;

/** Undoes the escapes of spreadsheets (`_x000D_`); what stands for NUL stays as written. */
export function escapedText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(ESCAPE, (whole, code: string) =>
        code === '0000' ? whole : String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
  return plain.includes('\r\n') ? plain.replaceAll('\r\n', '\n') : plain;
}
