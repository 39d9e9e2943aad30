import { useEffect, useState } from 'preact/hooks';
import type { RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { Chart } from '../charts/chart.tsx';
import { mapOption, type PlaceValue, tileOption } from '../charts/place-options.ts';
import { type Geography, loadGeography } from '../state/geography.ts';
import { usePage } from '../state/page-context.ts';
import { below } from './below.ts';
import { ScaleKey } from './scale-key.tsx';

/** Where values are high and low: the operator's map where it knows these regions, else one tile a region. */
export function Places({ page }: { readonly page: RegionViewQuery }) {
  const { store, speak } = usePage();
  const [geography, setGeography] = useState<Geography | null>(null);
  useEffect(() => void loadGeography().then(setGeography), []);
  const code = store.code.value;
  const at = code === null ? -1 : store.columns.value.indexOf(code);
  const rows = below(page, at);
  if (rows.length === 0 || !rows.some(({ cell }) => cell.value !== null)) return null;

  const places = rows.map(
    ({ region, cell }): PlaceValue => ({
      ...region,
      value: cell.value,
      formatted: cell.absence === null ? cell.formatted : speak.absence(cell.absence),
      lines: [
        cell.absenceReason ?? cell.formatted,
        ...(cell.change.printed === null ? [] : [`${speak.say('yoy')} ${cell.change.printed}`]),
      ],
    }),
  );
  const drawn = geography?.of(places.map((place) => place.code)) ?? null;
  const label = `${speak.say('map')}: ${places.map(({ name, formatted }) => `${name} ${formatted}`).join(', ')}`;
  const columns = matchMedia('(max-width: 640px)').matches ? 3 : 4;
  const visit = (index: number): void => {
    const place = places[index];
    if (place !== undefined) store.visit(place.code);
  };
  return (
    <section class="panel" aria-labelledby="places-title">
      <header>
        <h2 id="places-title">{speak.say('map')}</h2>
        <ScaleKey from="least" to="most" gaps={places.some(({ value }) => value === null)} />
      </header>
      {drawn === null ? (
        <Chart
          key="tiles"
          className={`tiles rows-${Math.min(20, Math.ceil(places.length / columns) * 2)}`}
          label={label}
          option={(palette) => tileOption(places, columns, palette)}
          from={[page, at, speak.lang]}
          onChoose={visit}
        />
      ) : (
        <Chart
          key="map"
          className="map"
          label={label}
          map={{ name: `${page.region?.code}`, geo: drawn }}
          option={(palette) => mapOption(`${page.region?.code}`, places, palette)}
          from={[page, at, speak.lang]}
          onChoose={visit}
        />
      )}
    </section>
  );
}
