import type { Dataset, Rule } from '../datasets/dataset.ts';
import { inLocale, type Locale } from '../kernel/label.ts';
import { whereTexts } from './measure-text.ts';

/** A rule between the cells of one row, in words. */
export function ruleText(dataset: Dataset, rule: Rule, locale: Locale): string {
  const zh = locale === 'zh';
  const name = (column: string) => inLocale(dataset.columns[column]?.label ?? { zh: column, en: column }, locale);
  switch (rule.kind) {
    case 'order':
      return rule.columns.map(name).join(' ≤ ');
    case 'atMost': {
      const more = rule.severity === 'warning' ? (zh ? '（警告）' : ' (a warning)') : '';
      return `${name(rule.small)} ≤ ${name(rule.large)}${more}`;
    }
    case 'implies': {
      const [when, must] = [rule.when, rule.must].map((where) =>
        whereTexts(dataset, where, locale).join(zh ? '且' : ' and '),
      );
      return zh ? `若${when}，则${must}` : `if ${when}, then ${must}`;
    }
    case 'share':
      return zh
        ? `${name(rule.rate)}在0至100之间；与${name(rule.part)} ÷ ${name(rule.whole)}不符时警告`
        : `${name(rule.rate)} from 0 to 100; a warning where it is not ${name(rule.part)} / ${name(rule.whole)}`;
    case 'oneOf':
      return inLocale(rule.message, locale);
    default:
      return rule satisfies never;
  }
}
