import { type Dataset, snake } from '../../src/datasets/dataset.ts';
import { datasets } from '../../src/datasets/index.ts';
import type { RegionTree } from '../../src/regions/tree.ts';
import type { World } from '../api/world.ts';

/** A record as it must be stored: money in yuan, times with their zone, regions as codes, choices as codes. */
export interface StoredRecord {
  readonly dataset: string;
  readonly at: string;
  readonly row: number;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

type Found = Readonly<Record<string, unknown>>;

/** The records that the API gives otherwise than asked, with what it gives. */
export async function wrongRecords(
  world: World,
  tree: RegionTree,
  records: readonly StoredRecord[],
): Promise<readonly unknown[]> {
  const wrong: unknown[] = [];
  for (const record of records) {
    const found = record.dataset === 'regions' ? region(tree, record) : await row(world, record);
    const differing = Object.entries(record.fields).filter(
      ([name, value]) => name in found && !same(found[name], value),
    );
    const named = Object.keys(record.fields).filter((name) => name in found);
    if (differing.length > 0 || named.length < 3) wrong.push([record, found]);
  }
  return wrong;
}

/** As the tree has it: the API answers for a region that ended with its successor. */
function region(tree: RegionTree, { fields }: StoredRecord): Found {
  const found = tree.find(String(fields.code));
  if (found === null) return {};
  const codeOf = (id: number | null) => (id === null ? null : tree.byId(id).code);
  return {
    code: found.code,
    name: found.name,
    level: found.level,
    kind: found.kind,
    parent_code: codeOf(found.parentId),
    successor_code: codeOf(found.successorId),
    valid_to: found.validTo,
  };
}

async function row(world: World, { dataset: code, row: line, fields }: StoredRecord): Promise<Found> {
  const [list = '', dataset] = Object.entries<Dataset>(datasets).find(([, one]) => one.code === code) ?? [];
  if (dataset === undefined) return {};
  const columns = Object.entries(dataset.columns).filter(([name]) => snake(name) in fields);
  const filter = columns.flatMap(([name, { kind }]) => {
    const value = JSON.stringify(fields[snake(name)]);
    if (!dataset.key.includes(name) || value === 'null') return [];
    if (kind === 'text') return [`${name}: ${value}`];
    return kind === 'choice' ? [`${name}: [${value}]`] : [];
  });
  const asked = columns.map(([name, { kind }]) => (kind === 'choice' || kind === 'region' ? `${name} { code }` : name));
  const answer = await world.ask(
    `{ ${list}(within: "${fields.region}", first: 20, filter: { ${filter.join(', ')} }) { nodes { origin { row } ${asked.join(' ')} } } }`,
  );
  const nodes = (answer.data?.[list] as { nodes?: readonly Found[] } | undefined)?.nodes ?? [];
  const own = nodes.find(({ origin }) => (origin as { row: number }).row === line) ?? nodes[0] ?? {};
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [snake(name), plain(value)]));
}

const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'code' in value ? value.code : value;

function same(found: unknown, wanted: string | number | boolean | null): boolean {
  if (typeof found !== 'string' || typeof wanted !== 'string') return found === wanted;
  const half = /^(\d{4})年([上下])半年$/.exec(wanted);
  if (half !== null) return found === `${half[1]}-H${half[2] === '上' ? 1 : 2}`;
  return found === wanted || (wanted.includes('T') && Date.parse(found) === Date.parse(wanted));
}
