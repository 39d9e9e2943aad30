import { useEffect, useRef, useState } from 'preact/hooks';
import { FindRegionsDocument, type FindRegionsQuery } from '../../../schema/generated/graphql.ts';
import { ask } from '../../client/ask.ts';
import { usePage } from '../state/page-context.ts';

type Found = FindRegionsQuery['regions']['nodes'];

const PAUSE_MS = 160;
const LONGEST = 64;
/** The options are elements of the page, not a `datalist`. */
const OWN_LIST = { list: undefined };

/** A combobox: what is typed is looked up, arrows and Enter choose. */
export function RegionSearch() {
  const { store, speak } = usePage();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const key = store.key.value;
  const search = text.trim();

  useEffect(() => {
    if (search === '' || key === null) {
      setFound(null);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask(FindRegionsDocument, { search }, { key, signal: stop.signal }).then(
        ({ regions }) => {
          setFound(regions.nodes);
          setActive(0);
        },
        () => setFound(null),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [search, key]);

  const choose = (at: number): void => {
    const region = found?.[at];
    if (region === undefined) return;
    setText('');
    setFound(null);
    input.current?.blur();
    store.visit(region.code);
  };
  const onKey = (event: KeyboardEvent): void => {
    const many = found?.length ?? 0;
    if (event.key === 'Escape') setFound(null);
    else if (event.key === 'Enter') choose(active);
    else if (event.key === 'ArrowDown' && many > 0) setActive((active + 1) % many);
    else if (event.key === 'ArrowUp' && many > 0) setActive((active + many - 1) % many);
    else return;
    event.preventDefault();
  };
  const open = found !== null;
  return (
    <div class="search">
      <input
        ref={input}
        type="text"
        role="combobox"
        {...OWN_LIST}
        aria-label={speak.say('searchRegion')}
        aria-expanded={open}
        aria-controls="found-regions"
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? `found-${active}` : undefined}
        placeholder={speak.say('searchRegion')}
        autocomplete="off"
        maxLength={LONGEST}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={onKey}
        onBlur={() => setTimeout(() => setFound(null), 150)}
      />
      {open && found.length > 0 && (
        <div id="found-regions" role="listbox" aria-label={speak.say('region')} class="found">
          {found.map(({ code, name, fullName, level }, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the input
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input
            <div
              key={code}
              id={`found-${at}`}
              role="option"
              aria-selected={at === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(at)}
            >
              <strong>{name}</strong> <span class="quiet">{speak.level(level)}</span>
              <div class="quiet">{fullName}</div>
            </div>
          ))}
        </div>
      )}
      {open && found.length === 0 && (
        <div id="found-regions" class="found quiet" role="status">
          {speak.say('noRegion')}
        </div>
      )}
    </div>
  );
}
