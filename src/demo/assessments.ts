import { assessmentEvents } from '../datasets/assessment-events.ts';
import { assessmentRules } from '../datasets/assessment-rules.ts';
import { assessmentUnits } from '../datasets/assessment-units.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import type { DemoRecords } from './part.ts';
import { unitsBelow } from './places.ts';
import { createRandom } from './random.ts';
import { QUANZHOU } from './units.ts';

const SCHEME = '平安考评（演示，细则取自温州市2017年公开办法）';
const YEARS = ['2021', '2022'];
const SAFETY = '群众安全感率';

const { section, reading, method, scope } = assessmentRules.columns;
type Rule = Partial<FileRecord<typeof assessmentRules.columns>>;

const events = (item: string, points: string, more: Rule): Rule => ({
  item,
  reading: reading.choices.events.label.zh,
  method: method.choices.each.label.zh,
  points,
  ...more,
});
const safety = (points: string, more: Rule): Rule => ({
  item: SAFETY,
  section: section.choices.deduction.label.zh,
  indicator: SAFETY,
  reading: reading.choices.value.label.zh,
  method: method.choices.per_unit_below.label.zh,
  points,
  cap: '5',
  department: '市统计局',
  ...more,
});
const places = (item: string, way: 'rise' | 'fall', points: string, more: Rule): Rule => ({
  item,
  section: (way === 'rise' ? section.choices.bonus : section.choices.deduction).label.zh,
  indicator: SAFETY,
  reading: reading.choices[way].label.zh,
  scope: scope.choices.city.label.zh,
  method: method.choices.step.label.zh,
  points,
  department: '市统计局',
  ...more,
});
const accidents = { section: section.choices.deduction.label.zh, protectedFactor: '2', department: '市应急管理局' };

/** What 温州 published for 2017: veto, accidents by deaths, sense of safety, places lost and won; from 100 points. */
const RULES: readonly Rule[] = [
  { item: '基础分', section: section.choices.base.label.zh, method: method.choices.fixed.label.zh, points: '100' },
  events('一票否决', '30', { section: section.choices.veto.label.zh, cap: '30', department: '市委政法委' }),
  events('安全事故', '5', { ...accidents, low: '3', high: '6' }),
  events('安全事故', '10', { ...accidents, low: '6', high: '10' }),
  safety('0.25', { low: '90', high: '96' }),
  safety('0.5', { high: '90' }),
  places('安全感位次下降', 'fall', '1', { low: '5', high: '10' }),
  places('安全感位次下降', 'fall', '2', { low: '10' }),
  places('安全感位次上升', 'rise', '0.5', { low: '5' }),
];

/** A scheme of assessment for the counties of 泉州: public rules of another city, events made up. */
export function assessments(seed: number): readonly DemoRecords[] {
  const of = { synthetic: true, region: QUANZHOU } as const;
  return [
    {
      ...of,
      name: 'demo: synthetic assessment, by rules that 温州 published for 2017',
      dataset: 'assessment_rules',
      records: () =>
        YEARS.flatMap((year) =>
          RULES.map((rule, at) => ({
            ...emptyRecord(assessmentRules.columns),
            scheme: SCHEME,
            year,
            region: QUANZHOU,
            number: String(at + 1),
            ...rule,
          })),
        ),
    },
    {
      ...of,
      name: 'demo: synthetic units of assessment, 泉州市',
      dataset: 'assessment_units',
      records: (tree) =>
        YEARS.flatMap((year) =>
          unitsBelow(tree, QUANZHOU).map((region) => ({
            ...emptyRecord(assessmentUnits.columns),
            scheme: SCHEME,
            year,
            region,
          })),
        ),
    },
    {
      ...of,
      name: 'demo: synthetic events of assessment, 泉州市',
      dataset: 'assessment_events',
      covers: '2021-01/2022-12',
      records(tree) {
        const random = createRandom(seed);
        const units = unitsBelow(tree, QUANZHOU);
        return YEARS.flatMap((year) =>
          Array.from({ length: 3 }, (_, at) => ({
            ...emptyRecord(assessmentEvents.columns),
            serial: `DEMO-${year}-${at + 1}`,
            scheme: SCHEME,
            item: '安全事故',
            region: random.pick(units),
            happenedOn: `${year}-${String(random.int(1, 12)).padStart(2, '0')}-15`,
            size: String(random.int(3, 7)),
            protectedPeriod: random.chance(0.3) ? '是' : '否',
            note: '演示用，非真实事故',
          })),
        );
      },
    },
  ];
}
