import type { DataValidation, Workbook, Worksheet } from '@protobi/exceljs';
import type { Column } from '../../datasets/columns.ts';

const SHEET = '选项';

/** Lists that cells of a workbook choose from; they stand on a hidden sheet. */
export interface Lists {
  /** The formula of a list of these words. */
  add(words: readonly string[]): string;
  /** A list known by a name, for cells that choose by what another cell says. */
  name(name: string, words: readonly string[]): void;
}

export function createLists(book: Workbook): Lists {
  let sheet: Worksheet | null = null;
  let used = 0;
  const place = (words: readonly string[]): string => {
    sheet ??= book.addWorksheet(SHEET, { state: 'veryHidden' });
    used += 1;
    const column = sheet.getColumn(used);
    for (const [at, word] of words.entries()) sheet.getCell(at + 1, used).value = word;
    return `'${SHEET}'!$${column.letter}$1:$${column.letter}$${words.length}`;
  };
  return {
    add: place,
    name: (name, words) => book.definedNames.add(place(words), name),
  };
}

/** What a cell of the column may hold, as the spreadsheet checks it; null where it cannot. */
export function validationOf(column: Column, lists: Lists): DataValidation | null {
  const told = { allowBlank: true, showErrorMessage: true, errorStyle: 'warning' } as const;
  switch (column.kind) {
    case 'choice': {
      const words = Object.values(column.choices).map(({ label }) => label.zh);
      return {
        ...told,
        type: 'list',
        formulae: [lists.add(words)],
        errorTitle: '请从列表中选择',
        error: '不在可选项之中',
      };
    }
    case 'flag':
      return { ...told, type: 'list', formulae: ['"是,否"'], errorTitle: '请从列表中选择', error: '应为是或否' };
    case 'count':
      return {
        ...told,
        type: 'whole',
        operator: 'greaterThanOrEqual',
        formulae: [0],
        errorTitle: '应为整数',
        error: '应为不小于0的整数',
      };
    default:
      return null;
  }
}
