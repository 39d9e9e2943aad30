import { useRef, useState } from 'preact/hooks';
import { usePage } from '../state/page-context.ts';

/** The newest data, or those of an earlier day. */
export function AsOf() {
  const { store, speak } = usePage();
  const { asOf } = store.address.value;
  const [choosing, setChoosing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  if (asOf === null && !choosing) {
    return (
      <p class="as-of">
        <span>{speak.say('asOf')}</span> <strong>{speak.say('newestData')}</strong>
        <button
          type="button"
          class="link"
          onClick={() => {
            setChoosing(true);
            requestAnimationFrame(() => input.current?.focus());
          }}
        >
          {speak.say('asOfThenChoose')}
        </button>
      </p>
    );
  }
  const backToNewest = (): void => {
    setChoosing(false);
    store.go({ asOf: null });
  };
  return (
    <div class="as-of">
      <label for="as-of">{speak.say('asOf')}</label>
      <input
        id="as-of"
        ref={input}
        type="date"
        value={asOf ?? ''}
        max={new Date().toISOString().slice(0, 10)}
        onChange={({ currentTarget }) => store.go({ asOf: currentTarget.value || null })}
      />
      <button type="button" class="tool" onClick={backToNewest}>
        {speak.say('newestData')}
      </button>
    </div>
  );
}
