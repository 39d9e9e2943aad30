import { AnlanError, isAnlanError } from '../../kernel/errors.ts';

/** That a workbook is too large, or hostile; `details` say the limit and what came. */
export function refused(
  path: string,
  zh: string,
  en: string,
  details: Readonly<Record<string, unknown>> = {},
): AnlanError {
  const label = { zh: `${path} 不予读取：${zh}`, en: `${path} is not read: ${en}` };
  return new AnlanError('FILE_UNREADABLE', label, { file: path, ...details });
}

/** What a library said of a workbook, as an error of the domain. */
export function damaged(path: string, error: unknown): AnlanError {
  if (isAnlanError(error)) return error;
  const why = (error instanceof Error ? error.message : String(error)).slice(0, 200);
  const label = {
    zh: `${path} 不是可读的工作簿（${why}）；如有密码请先去除，如已损坏请重新另存`,
    en: `${path} is no workbook that can be read (${why}); take off a password, or save it anew`,
  };
  return new AnlanError('FILE_UNREADABLE', label, { file: path }, error);
}
