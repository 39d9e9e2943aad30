import type { Indicator } from '../../indicators/indicator.ts';
import { addDays } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { inLocale } from '../../kernel/label.ts';
import { unitOf } from '../../kernel/unit.ts';
import type { Frame } from '../frame.ts';
import { globalId } from '../global-id.ts';
import { localeArg } from '../locale-arg.ts';
import { findIndicator } from './find-indicator.ts';

const LONGEST_SEARCH = 64;

export function defineCatalogue(frame: Frame): void {
  defineUnit(frame);
  defineVersion(frame);
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

function defineVersion({ builder, types, words }: Frame): void {
  types.definitionVersion.implement({
    description: 'What an indicator means for a time, and perhaps only in an area.',
    fields: (t) => ({
      code: t.exposeID('code', { description: 'Lasting within its indicator: `2021`.' }),
      from: t.expose('from', {
        type: 'Date',
        nullable: true,
        description: 'The first day on which it holds; null: since ever.',
      }),
      to: t.field({
        type: 'Date',
        nullable: true,
        description: 'The last day on which it holds; null: still.',
        resolve: ({ to }) => (to === null ? null : addDays(to, -1)),
      }),
      areaCode: t.id({
        nullable: true,
        description: 'Code of the region in which it holds; null: wherever no area has versions of its own.',
        resolve: ({ area }) => area?.code ?? null,
      }),
      areaName: t.string({
        nullable: true,
        description: 'Its name.',
        args: localeArg(builder, words),
        resolve: ({ area }, { locale }) => (area === null ? null : inLocale(area.name, locale)),
      }),
      note: t.string({
        description: 'What is counted, or asked, under it.',
        args: localeArg(builder, words),
        resolve: ({ note }, { locale }) => inLocale(note, locale),
      }),
      basis: t.string({
        nullable: true,
        description: 'Who says so.',
        args: localeArg(builder, words),
        resolve: ({ basis }, { locale }) => (basis === null ? null : inLocale(basis, locale)),
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
      version: t.exposeString('version', {
        description: 'Code of the version in force wherever no area has its own.',
      }),
      versions: t.field({
        type: [types.definitionVersion],
        description: 'What it meant when, and where; those of an area stand together, the earliest first.',
        resolve: ({ versions }) => [...versions],
      }),
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
