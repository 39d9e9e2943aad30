import { type Label, label } from '../../kernel/label.ts';
import type { RuleRow } from '../sources/assessment-source.ts';

type Rule = Pick<RuleRow, 'method' | 'low' | 'high' | 'points' | 'cap' | 'protected_factor' | 'section'>;

const plain = (text: string | null): string => (text === null ? '' : String(Number(text)));

/** A line of a rule in words: 低于96的部分每单位0.25分，封顶5分. */
export function ruleText(rule: Rule): Label {
  const { zh, en } = methodText(rule);
  const factor = plain(rule.protected_factor);
  const cap = plain(rule.cap);
  return label(
    `${zh}${factor === '' ? '' : `，重点时段${factor}倍`}${cap === '' ? '' : `，封顶${cap}分`}`,
    `${en}${factor === '' ? '' : `, times ${factor} in protected periods`}${cap === '' ? '' : `, at most ${cap}`}`,
  );
}

function methodText({ method, low: from, high: to, points: worth }: Rule): Label {
  const [low, high, points] = [plain(from), plain(to), plain(worth)];
  switch (method) {
    case 'fixed':
      return label(`${points}分`, `${points} points`);
    case 'linear':
      return label(
        `${low}得0分，${high}得${points}分，其间按比例`,
        `0 points at ${low}, ${points} at ${high}, in proportion between`,
      );
    case 'step':
      return label(`${band(low, high).zh}${points}分`, `${points} points ${band(low, high).en}`);
    case 'per_unit_below':
      return label(
        `${band(low, high).zh}每低1个单位${points}分`,
        `${points} points for each unit missing ${band(low, high).en}`,
      );
    case 'per_unit_above':
      return label(
        `${band(low, high).zh}每高1个单位${points}分`,
        `${points} points for each unit ${band(low, high).en}`,
      );
    case 'rank':
      return label(`第1位${points}分，末位0分，其间按位次`, `${points} points for the first place, 0 for the last`);
    case 'each':
      return low === '' && high === ''
        ? label(`每起${points}分`, `${points} points each`)
        : label(`${band(low, high).zh}每起${points}分`, `${points} points for each ${band(low, high).en}`);
    default:
      return method satisfies never;
  }
}

function band(low: string, high: string): Label {
  if (low === '' && high === '') return label('', 'in any case');
  if (low === '') return label(`${high}以下`, `below ${high}`);
  return high === ''
    ? label(`${low}及以上`, `from ${low}`)
    : label(`${low}至${high}（不含）`, `from ${low} to below ${high}`);
}
