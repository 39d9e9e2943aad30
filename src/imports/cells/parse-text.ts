import { isPlainText, trimBlanks } from '../../kernel/chinese.ts';
import type { Reading } from '../rows/issue.ts';

export function parseText(text: string): Reading<string> {
  if (isPlainText(text)) return { value: text };
  const value = storable(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is not stored
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) ? { value, notes: ['control_signs'] } : { value };
}

/** As written, without blanks at the ends, zero-width and control characters. */
export function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be stored
  return trimBlanks(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').replace(/\r\n?/g, '\n'));
}
