import { AnlanError, isAnlanError } from '../../kernel/errors.ts';

/** Where the server keeps an upload while it reads it is nobody's business. */
export const withoutPath = (message: string): string => message.replace(/\S*anlan-upload-[^/\\\s]*[/\\]/g, '');

export function withoutPlace(error: unknown): unknown {
  if (!isAnlanError(error)) return error;
  const { code, label, details } = error;
  const shown = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === 'string' ? withoutPath(value) : value,
  ]);
  return new AnlanError(
    code,
    { zh: withoutPath(label.zh), en: withoutPath(label.en) },
    Object.fromEntries(shown),
    error,
  );
}
