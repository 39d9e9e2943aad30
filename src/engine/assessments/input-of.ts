import { compare, type Exact, exact, toFixed, ZERO } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import { yearBefore } from '../../kernel/period-steps.ts';
import { changeOf } from '../comparisons/change-of.ts';
import type { Rank } from '../comparisons/rank.ts';
import { rankOf } from '../comparisons/rank-of.ts';
import type { Engine } from '../engine.ts';
import type { EventRow, RuleRow } from '../sources/assessment-source.ts';
import { formatValue, inBoth } from '../values/format-value.ts';
import { readValue } from '../values/read-value.ts';
import type { Subject } from '../values/value.ts';
import type { Input } from './points.ts';

/** What a rule reads, or why it cannot. */
export interface RuleInput {
  readonly input: Input | null;
  readonly value: Exact | null;
  readonly text: Label;
  readonly missing: Label | null;
}

/** What was entered of the unit in the year, and whether that is all there was. */
export interface Entered {
  readonly events: readonly EventRow[];
  /** Every township-month was reported, be it with nothing. */
  readonly complete: boolean;
}

const NOTHING = label('—', '—');

const lacking = (missing: Label): RuleInput => ({ input: null, value: null, text: NOTHING, missing });

const number = (value: Exact, of: number | null, text: Label): RuleInput => ({
  input: { kind: 'number', value, of },
  value,
  text,
  missing: null,
});

export const fixedInput: RuleInput = { input: { kind: 'nothing' }, value: null, text: NOTHING, missing: null };

/** No event on record means none only where the register is complete. */
export function eventsInput(
  { scheme, item }: Pick<RuleRow, 'scheme' | 'item'>,
  { events, complete }: Entered,
): RuleInput {
  const own = events.filter((event) => event.scheme === scheme && event.item === item);
  if (own.length === 0 && !complete) {
    return lacking(label('没有登记事项，也没有申报“无事项”', 'no events were entered, nor declared to be none'));
  }
  return {
    input: {
      kind: 'events',
      events: own.map(({ size, protected_period }) => ({
        size: exact(size ?? 1),
        protectedPeriod: protected_period === true,
      })),
    },
    value: exact(own.length),
    text: label(`${own.length}起`, `${own.length} events`),
    missing: null,
  };
}

/** What a rule reads of an indicator: its value, its change on the year, its place, or how far that moved. */
export async function indicatorInput(engine: Engine, subject: Subject, rule: RuleRow): Promise<RuleInput> {
  if (subject.indicator.formula.kind === 'assessment') {
    return lacking(label('考评得分不能作为考评的依据', 'a score cannot be scored'));
  }
  switch (rule.reading) {
    case 'change':
      return changeInput(engine, subject);
    case 'rank':
    case 'rise':
    case 'fall':
      return placeInput(engine, subject, rule);
    default: {
      const value = await readValue(engine, subject);
      if (value.exact === null) return lacking(value.absenceReason ?? NOTHING);
      return number(
        value.exact,
        null,
        inBoth((locale) => formatValue(value, locale)),
      );
    }
  }
}

async function changeInput(engine: Engine, subject: Subject): Promise<RuleInput> {
  const { absolute, printed, incomparable } = await changeOf(engine, subject, 'YEAR_ON_YEAR');
  const [reason] = incomparable;
  if (reason !== undefined) return lacking(reason.reason);
  return absolute === null ? lacking(NOTHING) : number(absolute, null, printed ?? NOTHING);
}

const SCOPES = { province: 'PROVINCE', city: 'CITY' } as const;

async function placeInput(engine: Engine, subject: Subject, { reading, scope }: RuleRow): Promise<RuleInput> {
  const within = scope === null ? 'PARENT' : SCOPES[scope];
  const before = yearBefore(subject.period);
  const [now, then] = await Promise.all([
    rankOf(engine, subject, within),
    before === null ? null : rankOf(engine, { ...subject, period: before }, within),
  ]);
  if (now === null || now.position === null) return lacking(label('没有排名', 'there is no rank'));
  if (reading === 'rank') {
    const of = now.of ?? '?';
    return number(
      exact(now.position),
      now.of,
      label(`第${now.position}位（共${of}个）`, `number ${now.position} of ${of}`),
    );
  }
  const climbed = movementOf(now, then);
  if (typeof climbed !== 'number') return lacking(climbed);
  const moved = exact(reading === 'rise' ? climbed : -climbed);
  const [zh, en] = climbed >= 0 ? ['上升', 'up'] : ['下降', 'down'];
  const places = Math.abs(climbed);
  return number(
    compare(moved, ZERO) > 0 ? moved : ZERO,
    null,
    climbed === 0 ? label('位次不变', 'the same place') : label(`位次${zh}${places}位`, `${en} ${places} places`),
  );
}

/** Over the same regions where places were computed, else from one printed place to another. */
function movementOf(now: Rank, then: Rank | null): number | Label {
  if (now.movement !== null) return now.comparable ? now.movement : (now.incomparable[0]?.reason ?? NOTHING);
  if (then === null || then.position === null || now.position === null) {
    return label('上年没有排名', 'there is no rank of the year before');
  }
  return then.position - now.position;
}

export const signed = (x: Exact): string => {
  const text = toFixed(x, 3).replace(/\.?0+$/, '');
  return compare(x, ZERO) > 0 ? `+${text}` : text;
};
