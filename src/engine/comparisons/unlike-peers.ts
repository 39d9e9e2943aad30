import { type Label, label } from '../../kernel/label.ts';
import type { Engine } from '../engine.ts';
import type { Value } from '../values/value.ts';
import type { Incomparability } from './incomparability.ts';
import { incomparabilities } from './incomparable.ts';

interface Pair {
  readonly now: Value;
  readonly then: Value;
}

const WORDS: Readonly<Record<Incomparability['code'], Label>> = {
  NO_VALUE: label('有一期没有数', 'lack one of the two values'),
  DEFINITION_CHANGED: label('两期口径不同', 'changed their definition'),
  INSTRUMENT_CHANGED: label('两期问卷不同', 'changed their survey instrument'),
  REGION_CHANGED: label('其间区划有调整', 'were redrawn in between'),
  COVERAGE_DIFFERS: label('两期报送程度不同', 'reported to another degree'),
};

/** Why the places of two periods do not compare: how many of the regions do not, and none by name. */
export function unlikePairs(engine: Pick<Engine, 'tree'>, pairs: readonly Pair[]): readonly Incomparability[] {
  const codes = pairs.flatMap(({ now, then }) => incomparabilities(engine, now, then).map(({ code }) => code));
  return [...Map.groupBy(codes, (code) => code)].map(([code, all]) => ({
    code,
    reason: label(
      `参与排名的${pairs.length}个地区中有${all.length}个${WORDS[code].zh}`,
      `${all.length} of the ${pairs.length} regions ranked ${WORDS[code].en}`,
    ),
  }));
}

/** Whether all values were made under one definition and instrument. */
export function isUniform(values: readonly Value[]): boolean {
  const made = values.map(({ versions, instruments, basis }) =>
    [versions.map(({ code }) => code).join('+'), basis === 'COUNTED' ? instruments.join('+') : ''].join('|'),
  );
  const counted = new Set(made.filter((_, at) => values[at]?.basis === 'COUNTED'));
  const versions = new Set(made.map((one) => one.slice(0, one.indexOf('|'))));
  return counted.size <= 1 && versions.size <= 1;
}
