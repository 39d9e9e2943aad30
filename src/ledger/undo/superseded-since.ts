import { AnlanError } from '../../kernel/errors.ts';

/** What stands in the way of an undo: an import that built on what is to be taken back. */
export interface Blocking {
  readonly importId: number;
  readonly count: number;
}

/** @param what each import did to it, in Chinese and English: `更改了{n}行`, `changed {n} of its rows` */
export function supersededSince(
  undone: number,
  blocking: readonly Blocking[],
  what: { readonly zh: string; readonly en: string },
): AnlanError {
  const told = (text: string) =>
    blocking.map(({ importId, count }) => text.replace('{id}', String(importId)).replace('{n}', String(count)));
  return new AnlanError(
    'CONFLICT',
    {
      zh: `不能撤销导入 ${undone}：${told(`之后的导入 {id} ${what.zh}`).join('，')}；请先撤销后者`,
      en: `cannot undo import ${undone}: ${told(`import {id} ${what.en} since`).join(', ')}; undo that first`,
    },
    { import: undone, blocking: blocking.map(({ importId, count }) => ({ import: importId, count })) },
  );
}
