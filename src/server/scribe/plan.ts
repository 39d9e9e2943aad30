import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { aside } from './aside.ts';
import { type Around, type Asking, askField, infoFor } from './ask-field.ts';
import { atOnce } from './at-once.ts';
import { selectionName } from './kept-lines.ts';
import { writeLeaf } from './leaf.ts';
import { fieldAt, itemAt, type Place } from './place.ts';
import { fragmentsOf, type Selected, selectedOf } from './selected.ts';

type Info = ReturnType<typeof askField>['info'];
type Write = (value: unknown, asking: Asking) => string;

/** Writes the `data` of an answer as JSON. @throws where something is not known at once, or not plainly good */
export type Plan = (asking: Asking) => string;

/** The fields of one type within an operation. */
interface Asked {
  readonly nodes: readonly FieldNode[];
  readonly place: Place;
  readonly info: Info;
}

interface PlanOptions extends Pick<Around, 'schema' | 'kept' | 'operation'> {
  readonly document: DocumentNode;
}

/** Null for what is left to others: directives, types that are found out while it runs, questions about the schema. */
export function planOf({ schema, kept, document, operation }: PlanOptions): Plan | null {
  const query = schema.getQueryType();
  if (!query || operation.operation !== 'query' || (operation.directives ?? []).length > 0) return null;
  const write = createPlanner({ schema, operation, kept, fragments: fragmentsOf(document) })(query);
  return write && ((asking) => write(undefined, asking));
}

function createPlanner(around: Around): (query: GraphQLObjectType) => Write | null {
  const { schema, operation, fragments, kept } = around;
  let fields = 0;
  let objects = 0;

  const writeFields = (type: GraphQLObjectType, selected: Selected, place: Place | undefined): Write | null => {
    const parts: { readonly lead: string; readonly write: Write }[] = [];
    for (const [name, nodes] of selected ?? []) {
      const write = writeField(type, nodes, fieldAt(place, name, type.name));
      if (write === null) return null;
      parts.push({ lead: `${parts.length === 0 ? '{' : ','}${JSON.stringify(name)}:`, write });
    }
    if (selected === null || parts.length === 0) return null;
    return (source, asking) => {
      let text = '';
      for (const { lead, write } of parts) text += lead + write(source, asking);
      return `${text}}`;
    };
  };

  const writeField = (type: GraphQLObjectType, nodes: readonly FieldNode[], place: Place): Write | null => {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') {
      const text = JSON.stringify(type.name);
      return () => text;
    }
    const field = type.getFields()[name];
    if (field === undefined) return null;
    fields += 1;
    const { ask, info } = askField({ ...around, type, field, nodes, place, number: fields });
    const write = writeType(field.type, { nodes, place, info });
    return write && ((source, asking) => write(ask(source, asking), asking));
  };

  const writeType = (type: GraphQLOutputType, asked: Asked): Write | null => {
    if (isNonNullType(type)) {
      const write = writeKnown(type.ofType, asked);
      return write && ((value, asking) => (value === null || value === undefined ? aside() : write(value, asking)));
    }
    const write = writeKnown(type, asked);
    return write && ((value, asking) => (value === null || value === undefined ? 'null' : write(value, asking)));
  };

  const writeKnown = (type: GraphQLOutputType, asked: Asked): Write | null => {
    if (isLeafType(type)) return writeLeaf(type);
    if (isListType(type)) return writeList(type.ofType, asked);
    return isObjectType(type) ? writeObject(type, asked) : null;
  };

  const writeList = (type: GraphQLOutputType, { nodes, place: before, info }: Asked): Write | null => {
    const place = itemAt(before);
    const write = writeType(type, { nodes, place, info });
    const level = place.lists - 1;
    return (
      write &&
      ((value, asking) => {
        if (!Array.isArray(value)) return aside();
        let text = '';
        for (let at = 0; at < value.length; at += 1) {
          asking.items[level] = at;
          text += (at === 0 ? '[' : ',') + write(atOnce(value[at]), asking);
        }
        return text === '' ? '[]' : `${text}]`;
      })
    );
  };

  /** Takes what is kept of objects that keep it. */
  const writeLine = (type: GraphQLObjectType, selected: Selected, write: Write | null): Write | null => {
    if (write === null || kept?.type !== type.name) return write;
    const name = selectionName({ schema, fragments, fields: kept.fields }, type, selected);
    if (name === null) return write;
    objects += 1;
    const number = objects;
    return (source, asking) => {
      const asked = asking.given.asked[number] ?? name(asking.given);
      asking.given.asked[number] = asked;
      const known = kept.find(source, asked);
      if (known !== null && known !== undefined) return known;
      const text = write(source, asking);
      if (known === undefined) kept.keep(source, asked, text);
      return text;
    };
  };

  const writeObject = (type: GraphQLObjectType, { nodes, place, info }: Asked): Write | null => {
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const selected = selectedOf(schema, fragments, type, sets);
    const write = writeLine(type, selected, writeFields(type, selected, place));
    const { isTypeOf } = type;
    if (write === null || !isTypeOf) return write;
    const wanted = infoFor(isTypeOf, 2, info);
    return (value, asking) =>
      isTypeOf(value, asking.context, wanted(asking)) === true ? write(value, asking) : aside();
  };

  return (query) => writeFields(query, selectedOf(schema, fragments, query, [operation.selectionSet]), undefined);
}
