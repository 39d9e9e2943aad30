import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** What the arguments of a query are made of. */
export interface Vocabulary {
  readonly regions: readonly string[];
  readonly indicators: readonly string[];
  readonly datasets: readonly string[];
  readonly periods: readonly string[];
  readonly moments: readonly string[];
  readonly ids: readonly string[];
  readonly imports: readonly string[];
  readonly schemes: readonly string[];
  /** Words of texts that are searched for or compared with. */
  readonly texts: readonly string[];
}

interface Dice {
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly chance: (share: number) => boolean;
  readonly between: (low: number, high: number) => number;
}

/** Of the key, the server or the clock, not of the data. */
const LEFT_OUT = ['viewer', 'limits', 'data', 'version', 'keys'];
const DEEPEST = 5;
/** Asked for more often: they tell of single imports, and of several parts of the data at once. */
const OFTEN = ['changes', 'import', 'imports', 'assessment'];

/**
 * Queries over whatever fields a schema has: each one root field with a random selection below it.
 * @param refused fields and arguments that take the whole answer with them, asked for seldom
 */
export function randomQueries(
  schema: GraphQLSchema,
  words: Vocabulary,
  { pick, chance, between }: Dice,
  refused: readonly string[] = [],
) {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !LEFT_OUT.includes(name));
  const lawful = ({ name }: { readonly name: string }) => !refused.includes(name) || chance(0.1);
  const often = roots.filter(({ name }) => OFTEN.includes(name));
  const used = new Set<string>();

  const literal = (name: string, type: GraphQLInputType): string => {
    if (isNonNullType(type)) return literal(name, type.ofType);
    if (isListType(type)) {
      return `[${Array.from({ length: between(1, 3) }, () => literal(name, type.ofType)).join(', ')}]`;
    }
    if (isEnumType(type)) return pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const one = name === 'regions' ? ['within', 'level'] : [pick(fields).name];
      const given = fields.filter((field) => one.includes(field.name));
      return `{ ${given.map((field) => `${field.name}: ${literal(field.name, field.type)}`).join(', ')} }`;
    }
    switch (type.name) {
      case 'Int':
        return String(name === 'first' ? between(1, 6) : between(2020, 2023));
      case 'Float':
        return '0.9';
      case 'Boolean':
        return String(chance(0.5));
      case 'Period':
        return quoted(pick(name === 'from' || name === 'to' ? ['2021-01', '2021-06'] : words.periods));
      case 'DateTime':
        return quoted(pick(words.moments));
      case 'Date':
        return quoted(pick(['2020-06-01', '2021-03-01', '2022-01-01']));
      default:
        return quoted(pick(wordsOf(name)));
    }
  };

  const wordsOf = (name: string): readonly string[] => {
    if (/^(region|within|codes?)$/.test(name)) return words.regions;
    if (/^(indicators?)$/.test(name)) return words.indicators;
    if (/^(ids?)$/.test(name)) return words.ids;
    if (name === 'dataset') return words.datasets;
    if (name === 'scheme') return words.schemes;
    if (name === 'after') return words.imports;
    if (name === 'by') return ['type', 'category', 'kind', 'outcome', 'channel', 'status', 'peril'];
    return words.texts;
  };

  const argument = (owner: string, { name, type }: GraphQLArgument): string => {
    const ofIndicator = /^codes?$/.test(name) && owner !== 'Query.region' && owner !== 'Query.regions';
    return `${name}: ${literal(ofIndicator ? 'indicator' : owner === 'Query.import' ? 'after' : name, type)}`;
  };

  const call = (owner: string, field: GraphQLField<unknown, unknown>, depth: number): string => {
    used.add(`${owner}.${field.name}`);
    const given = field.args.filter((arg) => {
      if (isNonNullType(arg.type) && arg.defaultValue === undefined) return true;
      // Cursors are those of an answer; changes are told after an import.
      return arg.name !== 'after' && arg.name !== 'level' && lawful(arg) && chance(0.3);
    });
    const args = given.map((arg) => argument(`${owner}.${field.name}`, arg));
    return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection(field, depth)}`;
  };

  const selection = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return '';
    if (!isObjectType(type) && !isInterfaceType(type)) return ' { __typename }';
    const own = Object.values(type.getFields()).filter((one) => !LEFT_OUT.includes(one.name) && lawful(one));
    const leaves = own.filter(({ type: of }) => !isCompositeType(getNamedType(of)));
    const branches = own.filter(({ type: of }) => isCompositeType(getNamedType(of)));
    const chosen = [
      ...leaves.filter(() => chance(0.5)),
      ...(depth < DEEPEST ? shuffled(branches).slice(0, between(depth < 2 ? 1 : 0, depth < 2 ? 2 : 1)) : []),
    ];
    // A place among others is told from where it is: within reach, it is the same for all.
    const place = type.name === 'Rank' ? ' scope { code }' : '';
    const further =
      type.name === 'Node' ? ` ... on ${pick(['Region', 'Import', 'Mediation', 'Case', 'Source'])} { __typename }` : '';
    const fields = [...new Set(chosen)].filter(({ name }) => place === '' || name !== 'scope');
    return ` { __typename${place}${further} ${fields.map((one) => call(type.name, one, depth + 1)).join(' ')} }`;
  };

  const shuffled = <Item>(items: readonly Item[]): Item[] => {
    const rest = [...items];
    return items.flatMap(() => rest.splice(between(0, rest.length - 1), 1));
  };

  return {
    /** Fields that stand in a query so far, as `Type.field`. */
    used,
    next(): string {
      // Most of what can be told hangs on a region.
      const root = chance(0.45)
        ? roots.find(({ name }) => name === 'region')
        : pick((chance(0.3) ? often : roots).filter(lawful));
      if (root === undefined) throw new Error('expected a schema with regions');
      return `{ ${call('Query', root, 0)} }`;
    },
  };
}

const quoted = (text: string): string => JSON.stringify(text);
