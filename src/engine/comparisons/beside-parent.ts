import type { Indicator } from '../../indicators/indicator.ts';
import type { Change } from '../../kernel/change.ts';
import { label } from '../../kernel/label.ts';
import type { Region } from '../../regions/region.ts';

/**
 * A difference between places in the words of places: 高于泉州市0.54个百分点, not 上升. A part is never judged for being
 * smaller than its whole.
 */
export function besideParent(change: Change, { name }: Region, { kind }: Pick<Indicator, 'kind'>): Change {
  const { direction, printed, verdict } = change;
  const zh = printed.zh.replace(/^(?:上升|下降)/, '');
  const en = printed.en.replace(/^(?:up|down) /, '');
  const moved = zh !== printed.zh;
  const words =
    direction === 'up'
      ? label(`高于${name}${zh}`, `${en} above ${name}`)
      : label(`低于${name}${zh}`, `${en} below ${name}`);
  return {
    ...change,
    printed: moved
      ? words
      : label(`与${name}${zh}`, `${en === 'unchanged' ? 'the same as' : 'almost the same as'} ${name}`),
    verdict: kind === 'count' || kind === 'stock' ? 'not_judged' : verdict,
  };
}
