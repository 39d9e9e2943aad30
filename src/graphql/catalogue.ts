import type { Indicator } from '../indicators/indicator.ts';
import { AnlanError } from '../kernel/errors.ts';
import { inLocale } from '../kernel/label.ts';
import { unitOf } from '../kernel/unit.ts';
import { findIndicator } from './find-indicator.ts';
import type { Frame } from './frame.ts';
import { globalId } from './global-id.ts';
import { localeArg } from './locale-arg.ts';

const LONGEST_SEARCH = 64;

export function defineCatalogue(frame: Frame): void {
  defineUnit(frame);
  defineIndicator(frame);
  const { builder, types, words, declarations } = frame;

  builder.queryField('indicator', (t) =>
    t.field({
      type: types.indicator,
      nullable: true,
      description: 'One indicator by its code.',
      args: { code: t.arg.id({ required: true, description: 'For example `mediation.resolution_rate`.' }) },
      resolve: (_root, { code }) => findIndicator(declarations.indicators, code),
    }),
  );

  builder.queryField('indicators', (t) =>
    t.field({
      type: [types.indicator],
      description: 'The catalogue, by theme.',
      args: {
        theme: t.arg({ type: words.theme, description: 'Only of this theme.' }),
        search: t.arg.string({ description: `Part of a code, name or other name, at most ${LONGEST_SEARCH} letters.` }),
      },
      resolve(_root, { theme, search }) {
        const text = search?.trim().toLowerCase() ?? '';
        if (text.length > LONGEST_SEARCH) {
          throw new AnlanError(
            'BAD_USER_INPUT',
            `expected at most ${LONGEST_SEARCH} letters to search, got ${text.length}`,
          );
        }
        return [...declarations.indicators.values()].filter(
          (indicator) => (!theme || indicator.theme === theme) && (text === '' || speaksOf(indicator, text)),
        );
      },
    }),
  );
}

function speaksOf({ code, name, aliases }: Indicator, text: string): boolean {
  return [code, name.zh, name.en, ...aliases].some((word) => word.toLowerCase().includes(text));
}

function defineUnit({ builder, types, words }: Frame): void {
  types.unit.implement({
    description: 'How a quantity is counted and written.',
    fields: (t) => ({
      code: t.id({ description: 'For example `percent`, `yuan`.', resolve: (code) => code }),
      label: t.string({
        description: 'Its name.',
        args: localeArg(builder, words),
        resolve: (code, { locale }) => inLocale(unitOf(code).label, locale),
      }),
      symbol: t.string({
        description: 'What follows the number; empty where nothing does.',
        args: localeArg(builder, words),
        resolve: (code, { locale }) => inLocale(unitOf(code).symbol, locale),
      }),
    }),
  });
}

function defineIndicator({ builder, types, words, declarations }: Frame): void {
  types.indicator.implement({
    description: 'What is measured: its formula, unit and rules.',
    interfaces: [types.node],
    isTypeOf: (value) => typeof value === 'object' && value !== null && 'formula' in value,
    fields: (t) => ({
      id: t.id({
        description: 'Global id: `Indicator:mediation.resolution_rate`.',
        resolve: ({ code }) => globalId('Indicator', code),
      }),
      code: t.exposeID('code', { description: 'Readable and lasting: `mediation.resolution_rate`.' }),
      name: t.string({
        description: 'Its name.',
        args: localeArg(builder, words),
        resolve: ({ name }, { locale }) => inLocale(name, locale),
      }),
      aliases: t.stringList({
        description: 'Other names under which it is printed.',
        resolve: ({ aliases }) => [...aliases],
      }),
      theme: t.field({ type: words.theme, description: 'Its chapter.', resolve: ({ theme }) => theme }),
      themeName: t.string({
        description: 'The name of its chapter.',
        args: localeArg(builder, words),
        resolve({ theme }, { locale }) {
          const chapter = declarations.themes.find(({ code }) => code === theme);
          return chapter === undefined ? theme : inLocale(chapter.name, locale);
        },
      }),
      kind: t.field({
        type: words.indicatorKind,
        description: 'Decides roll-up, interval, unit of change and bounds.',
        resolve: ({ kind }) => kind,
      }),
      unit: t.field({ type: types.unit, description: 'The unit of its values.', resolve: ({ unit }) => unit }),
      decimals: t.exposeInt('decimals', { description: 'Decimals to which values are rounded, half up.' }),
      direction: t.field({
        type: words.direction,
        description: 'Which way is better.',
        resolve: ({ direction }) => direction,
      }),
      definition: t.string({
        description: 'The formula in words.',
        args: localeArg(builder, words),
        resolve: ({ definition }, { locale }) => inLocale(definition, locale),
      }),
      note: t.string({
        nullable: true,
        description: 'What to mind.',
        args: localeArg(builder, words),
        resolve: ({ note }, { locale }) => (note === null ? null : inLocale(note, locale)),
      }),
      version: t.exposeString('version', { description: 'Version of the definition.' }),
      minimumCoverage: t.exposeFloat('minimumCoverage', {
        description: 'Below this share of reported township-months a counted value is withheld as INCOMPLETE.',
      }),
      breakdowns: t.field({
        type: ['ID'],
        description: 'The words by which its values can be broken down: arguments of `breakdown(by)`.',
        resolve: (indicator, _args, { now }) => [...now().reader.dimensions(indicator)],
      }),
    }),
  });
}
