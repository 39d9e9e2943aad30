import { targets } from '../datasets/targets.ts';
import { emptyRecord } from './empty-record.ts';
import type { DemoRecords } from './part.ts';
import { FUJIAN, JINJIANG, QUANZHOU } from './units.ts';

type Kind = keyof typeof targets.columns.kind.choices;

/** Made up: what is set for a city or the province holds for the counties that have none of their own. */
const GOALS: readonly (readonly [region: string, indicator: string, kind: Kind, value: string])[] = [
  [FUJIAN, '群众安全感率', 'at_least', '98'],
  [QUANZHOU, '矛盾纠纷化解率', 'at_least', '95'],
  [JINJIANG, '矛盾纠纷化解率', 'at_least', '97'],
  [QUANZHOU, '刑事案件破案率', 'last_year', ''],
  [QUANZHOU, '电信网络诈骗立案数', 'last_year', ''],
];
const YEAR = '2022';

export const goals: DemoRecords = {
  name: 'demo: synthetic targets',
  dataset: 'targets',
  synthetic: true,
  region: FUJIAN,
  records: () =>
    GOALS.map(([region, indicator, kind, value]) => ({
      ...emptyRecord(targets.columns),
      indicator,
      region,
      period: YEAR,
      kind: targets.columns.kind.choices[kind].label.zh,
      value,
      note: '演示用，非下达的目标',
    })),
};
