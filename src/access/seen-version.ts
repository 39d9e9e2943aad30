import { type KyselyPlugin, RawNode } from 'kysely';

/** Notes which data the statements of one request saw, so that an import between two of them is noticed. */
export interface SeenVersion {
  /** For the connection of one request: each statement also reads the id of the newest import it saw. */
  readonly plugin: KyselyPlugin;
  /** The newest import that any statement saw; 0 before the first. */
  readonly newest: () => number;
}

const NAME = /^\s*(?:\/\*.*?\*\/)?/;

export function createSeenVersion(): SeenVersion {
  let newest = 0;
  return {
    newest: () => newest,
    plugin: {
      transformQuery: ({ node }) => (RawNode.is(node) ? withVersion(node) : node),
      async transformResult({ result }) {
        const [first] = result.rows;
        newest = Math.max(newest, Number(first?.dataVersion ?? 0));
        return first?.inAnswer === null ? { ...result, rows: [] } : result;
      },
    },
  };
}

/** The same answer with the version beside each row; an empty answer is one row that is not `in_answer`. */
function withVersion(node: RawNode): RawNode {
  const [first = '', ...others] = node.sqlFragments;
  const name = NAME.exec(first)?.[0] ?? '';
  const fragments = [
    `${name} select seen.data_version, answer.*
    from (select coalesce(max(id), 0) as data_version from imports) as seen
    left join (select true as in_answer, body.* from (${first.slice(name.length)}`,
    ...others,
  ];
  fragments.push(`${fragments.pop()}) as body) as answer on true`);
  return { ...node, sqlFragments: fragments };
}
