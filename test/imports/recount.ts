import { sql } from 'kysely';
import type { TestDatabase } from '../database.ts';

/** A dispute as the test made it. Dates and words as in a file; no code of the importer is used to count it. */
export interface Dispute {
  readonly serial: string;
  readonly place: string;
  readonly found: string;
  readonly accepted: string;
  readonly closed: string;
  readonly outcome: string;
  readonly track: string;
  readonly parties: string;
  readonly amount: string;
}

export interface Team {
  readonly code: string;
  readonly place: string;
  readonly kind: string;
  readonly members: string;
  readonly from: string;
  readonly until: string;
}

export type Cells = Map<string, number>;

/** The codes from each region to its province, down to townships, as the tree stands now. */
export async function ancestry(work: Pick<TestDatabase, 'db'>): Promise<Map<string, readonly string[]>> {
  const { rows } = await sql<{ id: number; code: string; parentId: number | null; level: string }>`
    select id, code, parent_id, level from current_regions`.execute(work.db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const above = (id: number | null): string[] => {
    const region = id === null ? undefined : byId.get(id);
    if (region === undefined) return [];
    return region.level === 'village' ? above(region.parentId) : [region.code, ...above(region.parentId)];
  };
  return new Map(rows.map(({ id, code }) => [code, above(id)]));
}

const TRACKS: Readonly<Record<string, string>> = {
  人民调解: 'people',
  行政调解: 'administrative',
  司法调解: 'judicial',
};
const KINDS: Readonly<Record<string, string>> = {
  武装巡逻处突警组: 'armed',
  专职巡防队: 'full_time',
  平安志愿者: 'volunteer',
  民兵: 'militia',
};

/** What some measures of the disputes must be in every ancestor and month: total, and by track. */
export function recountDisputes(disputes: Iterable<Dispute>, above: Map<string, readonly string[]>): Cells {
  const cells: Cells = new Map();
  for (const one of disputes) {
    const track = `track:${TRACKS[one.track] ?? ''}`;
    const month = (day: string) => `${day.slice(0, 7)}-01`;
    for (const region of above.get(one.place) ?? []) {
      for (const member of wordsIn(region, track)) {
        add(cells, region, 'mediations.found', member, month(one.found || one.accepted), 1);
        add(cells, region, 'mediations.accepted', member, month(one.accepted), 1);
        if (one.closed !== '' && one.outcome === '化解成功') {
          add(cells, region, 'mediations.resolved_in_period', member, month(one.closed), 1);
        }
      }
      if (one.parties !== '') add(cells, region, 'mediations.parties', '', month(one.accepted), Number(one.parties));
      if (one.amount !== '') {
        add(cells, region, 'mediations.amount', '', month(one.accepted), Math.round(Number(one.amount) * 100));
      }
    }
  }
  return withoutZeros(cells);
}

/** Members in force at the end of each month are the running sums of these. */
export function recountTeams(teams: Iterable<Team>, above: Map<string, readonly string[]>): Cells {
  const cells: Cells = new Map();
  for (const team of teams) {
    for (const region of above.get(team.place) ?? []) {
      for (const member of wordsIn(region, `kind:${KINDS[team.kind]}`)) {
        for (const [day, sign] of [
          [team.from, 1],
          [team.until, -1],
        ] as const) {
          if (day === '') continue;
          const month = `${day.slice(0, 7)}-01`;
          add(cells, region, 'patrol_teams.teams', member, month, sign);
          add(cells, region, 'patrol_teams.members', member, month, sign * Number(team.members));
        }
      }
    }
  }
  return withoutZeros(cells);
}

/** The cells of these measures as stored, or as they were after an import. */
export async function storedCells(
  work: Pick<TestDatabase, 'db'>,
  measures: readonly string[],
  members: string,
  asOf = 2_147_483_647,
): Promise<Cells> {
  const { rows } = await sql<{ code: string; measure: string; member: string; month: string; value: number }>`
    select r.code, c.measure, c.member, c.month, c.value - coalesce((
        select sum(d.delta) from cell_changes d where d.import_id > ${asOf} and d.region_id = c.region_id
          and d.measure = c.measure and d.member = c.member and d.month = c.month), 0)::bigint as value
    from cells c join regions r on r.id = c.region_id
    where c.measure = any(${[...measures]}::text[]) and (c.member = '' or starts_with(c.member, ${members}))`.execute(
    work.db,
  );
  return withoutZeros(new Map(rows.map((row) => [name(row.code, row.measure, row.member, row.month), row.value])));
}

export const DISPUTE_MEASURES = ['found', 'accepted', 'resolved_in_period'].map((measure) => `mediations.${measure}`);
export const DISPUTE_SUMS = ['parties', 'amount'].map((measure) => `mediations.${measure}`);
export const TEAM_MEASURES = ['patrol_teams.teams', 'patrol_teams.members'];

/** The ledger keeps words from counties up, whose codes end in six zeros. */
const wordsIn = (region: string, word: string): readonly string[] => (region.endsWith('000000') ? ['', word] : ['']);

const name = (region: string, measure: string, member: string, month: string): string =>
  [region, measure, member, month].join(' ');

function add(cells: Cells, region: string, measure: string, member: string, month: string, amount: number): void {
  const key = name(region, measure, member, month);
  cells.set(key, (cells.get(key) ?? 0) + amount);
}

const withoutZeros = (cells: Cells): Cells =>
  new Map([...cells].filter(([, value]) => value !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
