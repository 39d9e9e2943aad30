import type { Column } from '../../datasets/columns.ts';
import { exact, HUNDRED, over } from '../../kernel/exact.ts';
import { decimalText } from '../files/decimal-text.ts';

/** A value that was read, as people write it; `value` is the text that is stored. */
export function shownValue(column: Column | undefined, value: string): string {
  if (value === '') return '（空）';
  switch (column?.kind) {
    case 'money':
      return `${decimalText(over(exact(value), HUNDRED))}元`;
    case 'rate':
      return `${decimalText(exact(value))}%`;
    case 'flag':
      return value === 'true' ? '是' : '否';
    case 'choice':
      return column.choices[value]?.label.zh ?? value;
    case 'time':
      return value.slice(0, 19).replace('T', ' ');
    default:
      return value;
  }
}
