import type { FlagColumn } from '../../datasets/columns.ts';
import { normaliseText } from '../../kernel/chinese.ts';
import { fault, type Reading } from '../rows/issue.ts';
import type { ParseCell } from './parse-cell.ts';

const YES = /^(?:是|有|对|√|✓|✔|☑|已|y|yes|t|true|1)$/i;
const NO = /^(?:否|无|不是|未|没有|×|✗|✘|☒|x|n|no|f|false|0)$/i;
/** Nobody was asked, or nobody answered: neither yes nor no. */
const UNKNOWN = /^(?:未(?:作)?评价|无评价|未回访|未反馈)$/;
const ASKING = /^是否/;

/** 是 and 否, signs for them, and the words of the column itself: 已履行 and 未履行 where it asks 是否履行. */
export function flagParser({ label, aliases }: Pick<FlagColumn, 'label' | 'aliases'>): ParseCell {
  const stems = [...new Set([label.zh, ...aliases].map((word) => word.replace(ASKING, '')))];
  const yes = new Set(stems.flatMap((stem) => [stem, `已${stem}`, `是${stem}`, `非常${stem}`, `很${stem}`]));
  const no = new Set(
    stems.flatMap((stem) => [
      `未${stem}`,
      `不${stem}`,
      `非${stem}`,
      `没有${stem}`,
      `没${stem}`,
      `非常不${stem}`,
      `很不${stem}`,
    ]),
  );
  return (text): Reading<string> => {
    const word = normaliseText(text);
    if (word === '是') return { value: 'true' };
    if (word === '否') return { value: 'false' };
    if (UNKNOWN.test(word)) return { value: '', notes: ['flag_unknown'] };
    if (YES.test(word) || yes.has(word)) return { value: 'true', notes: ['flag_word'] };
    if (NO.test(word) || no.has(word)) return { value: 'false', notes: ['flag_word'] };
    return fault('bad_flag', '既不是“是”也不是“否”', 'neither 是 (yes) nor 否 (no)', { expected: '是、否' });
  };
}
