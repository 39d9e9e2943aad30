import pg from 'pg';

/** Runs statements in one database, each by itself. */
export async function runIn(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'anlan test' });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes databases of the same name on several servers one: the first plans, the others hold the rows. */
export async function joinNodes(url: string, workers: readonly string[]): Promise<void> {
  for (const each of [url, ...workers]) await runIn(each, ['create extension citus']);
  const { hostname, port } = new URL(url);
  await runIn(url, [
    `select citus_set_coordinator_host('${hostname}', ${port})`,
    ...workers.map((worker) => {
      const node = new URL(worker);
      return `select citus_add_node('${node.hostname}', ${node.port})`;
    }),
  ]);
}

/** The other nodes of a database, as addresses of the same database there; none where there is no Citus. */
export async function workersOf(client: pg.Client, url: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ citus: boolean }>(
    "select exists (select from pg_extension where extname = 'citus') as citus",
  );
  if (rows[0]?.citus !== true) return [];
  const found = await client.query<{ nodename: string; nodeport: number }>(
    'select nodename, nodeport from pg_dist_node where groupid > 0 order by groupid',
  );
  return found.rows.map(({ nodename, nodeport }) => {
    const worker = new URL(url);
    worker.hostname = nodename;
    worker.port = String(nodeport);
    return worker.href;
  });
}
