import { computed, type ReadonlySignal, signal } from '@preact/signals';
import {
  BeginningDocument,
  ExplanationDocument,
  FocusViewDocument,
  RegionViewDocument,
  type RegionViewQuery,
  StartDocument,
  type StartQuery,
} from '../../../schema/generated/graphql.ts';
import { beginningOf, candidates, periodsBackFrom } from '../../client/beginning.ts';
import { HEADLINE, TELLING } from '../../client/headline.ts';
import { COURSE_YEARS, courseOf, type Grain, sameInYears } from '../../client/periods.ts';
import { type Address, type Language, readAddress, writeAddress } from './address.ts';
import { createLive } from './live.ts';
import { createLoaded } from './loaded.ts';
import { forgetKey, rememberedKey, rememberedRegion, rememberKey, rememberRegion } from './memory.ts';

export type CatalogueEntry = StartQuery['indicators'][number];

export type Store = ReturnType<typeof createStore>;

/** How often values come that do not come by the month. */
const GRAIN_OF: Readonly<Partial<Record<CatalogueEntry['kind'], Grain>>> = { SURVEY_RATE: 'HALF', SCORE: 'YEAR' };

/** All that the page knows, and the few ways to change it. */
export function createStore() {
  const preferred: Language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  const address = signal<Address>(readAddress(location.search, preferred));
  const key = signal<string | null>(rememberedKey());
  const refused = signal(false);
  const again = signal(0);

  const go = (change: Partial<Address>, { replace = false } = {}): void => {
    const next = { ...address.peek(), ...change };
    if (JSON.stringify(next) === JSON.stringify(address.peek())) return;
    address.value = next;
    history[replace ? 'replaceState' : 'pushState'](null, '', writeAddress(next));
  };
  addEventListener('popstate', () => {
    address.value = readAddress(location.search, preferred);
  });

  const onKeyRefused = (): void => {
    forgetKey();
    refused.value = true;
    key.value = null;
  };
  const shared = { key, again, onKeyRefused, seen: { version: null } };
  const locale = computed(() => (address.value.lang === 'en' ? ('EN' as const) : ('ZH' as const)));
  const asOf = computed(() => address.value.asOf);

  const start = createLoaded({
    ...shared,
    wanted: () => ({ document: StartDocument, variables: { locale: locale.value } }),
  });
  const remembered = signal(rememberedRegion());
  const chosen = computed(() => address.value.region ?? remembered.value);
  const possible = computed(() => candidates(start.value.data));
  const codes = computed<readonly string[]>(() => {
    const { theme } = address.value;
    if (theme === null) return HEADLINE;
    const ofTheme = start.value.data?.indicators.filter((one) => one.theme === theme.toUpperCase());
    return ofTheme?.map(({ code }) => code) ?? [];
  });

  const beginning = createLoaded({
    ...shared,
    wanted() {
      const regions = chosen.value === null ? possible.value : [chosen.value];
      const known = chosen.value !== null && address.value.period !== null;
      if (regions.length === 0 || known) return null;
      return {
        document: BeginningDocument,
        variables: {
          regions: [...regions],
          periods: [...periodsBackFrom(new Date())],
          codes: [...TELLING],
          asOf: asOf.value,
        },
      };
    },
  });
  const begun = computed(() => (beginning.value.data === null ? null : beginningOf(beginning.value.data)));
  const undecided = computed(() => begun.value === null && beginning.value.fault?.kind !== 'refused');
  const region = computed(
    () => chosen.value ?? begun.value?.region ?? (undecided.value ? null : (possible.value[0] ?? null)),
  );
  const period = computed(() => {
    if (address.value.period !== null) return address.value.period;
    if (undecided.value) return null;
    return begun.value?.period ?? String(new Date().getFullYear() - 1);
  });

  const page = createLoaded({
    ...shared,
    wanted() {
      if (region.value === null || period.value === null || codes.value.length === 0) return null;
      return {
        document: RegionViewDocument,
        variables: {
          region: region.value,
          codes: [...codes.value],
          period: period.value,
          courses: [...sameInYears(period.value, COURSE_YEARS)],
          asOf: asOf.value,
          locale: locale.value,
        },
      };
    },
  });
  /** The indicators of the page that is shown, in the order of its columns. */
  const columns = computed<readonly string[]>(() => page.value.answered?.codes ?? []);
  const catalogue: ReadonlySignal<ReadonlyMap<string, CatalogueEntry>> = computed(
    () => new Map(start.value.data?.indicators.map((one) => [one.code, one])),
  );
  /** The page decides what is looked at where nothing was chosen; until it is there, what was looked at before stays. */
  const decided = computed(() => address.value.indicator !== null || page.value.current);
  let before: string | null = null;
  /** The indicator looked at: the one chosen, else the first that has values here and below. */
  const code = computed(() => {
    if (!decided.value) return before ?? codes.value[0] ?? null;
    const first = page.value.data === null ? 0 : mostTelling(page.value.data);
    before = address.value.indicator ?? codes.value[first] ?? null;
    return before;
  });
  const grain = computed<Grain>(
    () => address.value.grain ?? GRAIN_OF[catalogue.value.get(code.value ?? '')?.kind ?? 'COUNT'] ?? 'MONTH',
  );
  const breakdown = computed(() => {
    const offered = catalogue.value.get(code.value ?? '')?.breakdowns ?? [];
    return offered.find((one) => one === address.value.by) ?? offered[0] ?? null;
  });

  const focus = createLoaded({
    ...shared,
    wanted() {
      if (region.value === null || period.value === null || code.value === null || start.value.data === null)
        return null;
      if (!decided.value) return 'later';
      return {
        document: FocusViewDocument,
        variables: {
          region: region.value,
          code: code.value,
          period: period.value,
          asOf: asOf.value,
          locale: locale.value,
          by: grain.value,
          ...courseOf(period.value, grain.value, new Date()),
          breakdown: breakdown.value ?? '',
          withBreakdown: breakdown.value !== null,
        },
      };
    },
  });

  const explanation = createLoaded({
    ...shared,
    wanted() {
      const [place, indicator] = address.value.explain?.split('/') ?? [];
      if (!place || !indicator || period.value === null) return null;
      return {
        document: ExplanationDocument,
        variables: {
          region: place,
          code: indicator,
          period: period.value,
          asOf: asOf.value,
          locale: locale.value,
        },
      };
    },
  });

  const version = computed(() => {
    const { data, answered } = page.value;
    return answered?.asOf === null ? (data?.indicatorTable.data.version ?? null) : null;
  });
  const news = createLive({
    key,
    version,
    wanted() {
      // A restricted key is not told of single imports.
      const exact = start.value.data?.viewer.disclosure === 'EXACT';
      if (!exact || asOf.value !== null || region.value === null || codes.value.length === 0) return null;
      return { within: region.value, indicators: [...codes.value] };
    },
  });

  const all = [start, beginning, page, focus, explanation];
  return {
    address,
    go,
    key,
    refused,
    locale,
    region,
    period,
    columns,
    code,
    grain,
    breakdown,
    catalogue,
    start,
    page,
    focus,
    explanation,
    news,
    /** There are no regions yet. */
    empty: computed(() => start.value.data !== null && possible.value.length === 0),
    away: computed(() => all.some(({ value }) => value.fault?.kind === 'away')),
    busy: computed(() => all.some(({ value }) => value.loading)),
    /** Asks everything again, for instance because data changed. */
    renew: () => void again.value++,
    enter(text: string, device: boolean): void {
      refused.value = false;
      rememberKey(text, device);
      key.value = text;
    },
    leave(): void {
      forgetKey();
      refused.value = false;
      key.value = null;
    },
    /** Back to where a first visit begins. */
    begin(): void {
      rememberRegion(null);
      remembered.value = null;
      go({ region: null, period: null, theme: null, indicator: null, asOf: null, explain: null });
    },
    visit(place: string): void {
      rememberRegion(place);
      go({ region: place, explain: null });
      remembered.value = place;
      scrollTo({ top: 0 });
    },
  };
}

/** Number of the first indicator that has a value here and in a region below; else of the first with a value here. */
function mostTelling({ indicatorTable: { rows } }: RegionViewQuery): number {
  const [own, ...others] = rows;
  const here = own?.values.flatMap(({ value }, at) => (value === null ? [] : [at])) ?? [];
  const below = here.find((at) => others.some(({ values }) => values[at]?.value != null));
  return below ?? here[0] ?? 0;
}
