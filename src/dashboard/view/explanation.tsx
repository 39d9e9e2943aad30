import { useEffect, useRef } from 'preact/hooks';
import type { ExplanationQuery } from '../../../schema/generated/graphql.ts';
import type { Language } from '../state/address.ts';
import { usePage } from '../state/page-context.ts';

type Value = NonNullable<ExplanationQuery['region']>['indicator'];

/** Where a number comes from: a dialog at the side, down to imports, quotes and how they agree. */
export function Explanation() {
  const { store, speak } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const { data, fault } = store.explanation.value;
  const value = data?.region?.indicator;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = (): void => store.go({ explain: null });
  return (
    <dialog ref={dialog} class="explanation" aria-labelledby="explanation-title" onClose={close}>
      <header>
        <h2 id="explanation-title">{value?.indicator.name ?? speak.say('explain')}</h2>
        <button type="button" class="tool" onClick={() => dialog.current?.close()}>
          {speak.say('close')}
        </button>
      </header>
      {fault?.kind === 'refused' && <p class="notice worse">{speak.refusal(fault.code) ?? fault.message}</p>}
      {value === undefined && fault === null && <p class="quiet">{speak.say('loading')}</p>}
      {value !== undefined && (
        <>
          <p class="quiet">
            {data?.region?.fullName} · {value.periodLabel} · {speak.basis(value.basis)}
          </p>
          <p class="figure">{value.formatted}</p>
          {value.absenceReason !== null && <p class="notice">{value.absenceReason}</p>}
          <p class="lead">{value.sentence}</p>
          <Formula value={value} />
          <Imports value={value} />
          <Printed value={value} />
          <Missing value={value} />
        </>
      )}
    </dialog>
  );
}

const numbersIn = (lang: Language): Intl.NumberFormat =>
  new Intl.NumberFormat(lang === 'en' ? 'en-GB' : 'zh-CN', { maximumFractionDigits: 4 });

function Formula({ value: { explanation } }: { readonly value: Value }) {
  const { speak } = usePage();
  const number = numbersIn(speak.lang);
  return (
    <section>
      <h3>{speak.say('definition')}</h3>
      <p>{explanation.definition}</p>
      <h3>{speak.say('formula')}</h3>
      <p class="formula">{explanation.formula}</p>
      {explanation.parts.length > 0 && (
        <dl class="parts">
          {explanation.parts.map(({ role, measure, label, value }) => (
            <div key={`${role}${measure}${label}`}>
              <dt>{label}</dt>
              <dd>{value === null ? '—' : number.format(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {explanation.notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </section>
  );
}

function Imports({ value: { explanation } }: { readonly value: Value }) {
  const { speak } = usePage();
  if (explanation.contributions.length === 0) return null;
  const imports = new Map(explanation.contributions.map((one) => [one.import.number, one.import]));
  const labels = new Map(explanation.parts.map(({ measure, label }) => [measure, label]));
  const number = numbersIn(speak.lang);
  return (
    <section>
      <h3>{speak.say('imports')}</h3>
      <ul class="imports">
        {[...imports.values()].map((from) => (
          <li key={from.number}>
            <strong>
              {speak.say('importNumber')} {from.number}
            </strong>{' '}
            {from.fileName}
            {from.synthetic && <span class="chip warn">{speak.say('synthetic')}</span>}
            <div class="quiet small">
              {speak.day(from.committedAt)}
              {from.source !== null && ` · 《${from.source.title}》`}
            </div>
            <ul class="gives">
              {explanation.contributions
                .filter((one) => one.import.number === from.number && one.delta !== null)
                .map(({ measure, delta }) => (
                  <li key={measure}>
                    <span>{labels.get(measure) ?? measure}</span>
                    <span class="number">
                      {delta !== null && delta > 0 ? '+' : ''}
                      {number.format(delta ?? 0)}
                    </span>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Printed({ value: { reported } }: { readonly value: Value }) {
  const { speak } = usePage();
  return (
    <section>
      <h3>{speak.say('reported')}</h3>
      {reported.length === 0 && <p class="quiet">{speak.say('noReported')}</p>}
      <ul class="imports">
        {reported.map(({ period, comparison, printed, unit, reconciliation, quote, source }) => (
          <li key={`${period}${comparison}${printed}${quote}`}>
            <strong>
              {printed}
              {unit?.symbol}
            </strong>{' '}
            <span class={reconciliation === 'CONFLICTS' ? 'chip warn' : 'chip'}>
              {speak.reconciliation(reconciliation)}
            </span>
            {quote !== null && <blockquote>{quote}</blockquote>}
            {source !== null && (
              <div class="quiet small">
                {[source.publisher, `《${source.title}》`, source.publishedOn].filter(Boolean).join(' · ')}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Missing({ value: { explanation } }: { readonly value: Value }) {
  const { speak } = usePage();
  const { count, places } = explanation.missing;
  if (count === 0) return null;
  return (
    <section>
      <h3>
        {speak.say('lacks')}（{count}）
      </h3>
      <ul class="gaps">
        {places.map(({ month, dataset, region }) => (
          <li key={`${month}${dataset}${region?.name}`}>
            {month} {region?.name ?? '—'}
          </li>
        ))}
        {places.length < count && <li>…</li>}
      </ul>
    </section>
  );
}
