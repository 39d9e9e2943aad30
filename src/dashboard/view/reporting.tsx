import type { RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { usePage } from '../state/page-context.ts';
import { below } from './below.ts';

/** Who has reported what was due, and who has not. */
export function Reporting({ page }: { readonly page: RegionViewQuery }) {
  const { store, speak } = usePage();
  const { say } = speak;
  const code = store.code.value;
  const at = code === null ? -1 : store.columns.value.indexOf(code);
  const own = page.indicatorTable.rows[0]?.values[at];
  if (code === null || own === undefined) return null;
  const { expected, reported } = own.coverage;
  const short = below(page, at)
    .map(({ region, cell: { coverage } }) => ({ region, ...coverage, lacks: coverage.expected - coverage.reported }))
    .filter(({ lacks }) => lacks > 0)
    .sort((a, b) => b.lacks - a.lacks);
  return (
    <section class="panel" aria-labelledby="reporting-title">
      <header>
        <h2 id="reporting-title">{say('missing')}</h2>
        <span class="quiet">{store.catalogue.value.get(code)?.name}</span>
      </header>
      <p>
        {expected === reported
          ? `${say('missingNone')} ${say('coverageOf')} ${reported}/${expected}`
          : `${say('coverageOf')} ${reported}/${expected} · ${say('lacks')} ${expected - reported}`}
        {expected > reported && (
          <button type="button" class="tool" onClick={() => store.go({ explain: `${page.region?.code}/${code}` })}>
            {say('explain')}
          </button>
        )}
      </p>
      {short.length > 0 && (
        <ul class="shortfall">
          {short.map(({ region, expected: due, reported: came, lacks }) => (
            <li key={region.code}>
              <button type="button" class="link" onClick={() => store.visit(region.code)}>
                {region.name}
              </button>
              <meter min={0} max={due} value={came} aria-hidden="true" />
              <span class="number">
                {say('lacks')} {lacks}/{due}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
