import type { Frame } from '../frame.ts';
import type { Limits } from './allowances.ts';

const MEANING: Readonly<Record<keyof Limits, string>> = {
  headerBytes: 'Bytes of the headers of a request.',
  bodyBytes: 'Bytes of the body of a request.',
  documentLength: 'Characters of a document.',
  tokens: 'Words and signs of a document.',
  fields: 'Fields that stand in a document.',
  aliases: 'Aliases in a document.',
  directives: 'Directives in a document.',
  depth: 'Levels of nested fields.',
  introspectionDepth: 'Levels of nested fields below `__schema` and `__type`.',
  valueDepth: 'Levels of nested lists and objects in an argument.',
  listItems: 'Items of a list in an argument.',
  objects: 'Objects of an answer.',
  page: '`first` of a list in pages.',
  search: 'Letters of a text to search.',
  cost: 'Points of one operation; a point is about a millisecond of work.',
  wrongKeys: 'Wrong keys of one address in a minute.',
  statementMs: 'Milliseconds for one statement in the database.',
  requestMs: 'Milliseconds for the whole of a request.',
};

export function defineLimits({ builder }: Frame): void {
  const limits = builder.objectRef<Limits>('Limits').implement({
    description: 'What a request may ask for at most. Over a limit it is refused before anything is fetched.',
    fields: (t) =>
      Object.fromEntries(
        Object.entries(MEANING).map(([name, description]) => [
          name,
          t.int({ description, resolve: (all) => new Map(Object.entries(all)).get(name) ?? 0 }),
        ]),
      ),
  });
  builder.queryField('limits', (t) =>
    t.field({
      type: limits,
      description: 'What a request of this key may ask for.',
      resolve: (_root, _args, { limits }) => limits(),
    }),
  );
}
