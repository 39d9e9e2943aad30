import { useState } from 'preact/hooks';
import { usePage } from '../state/page-context.ts';

/** Asks for the key once. It goes into the browser's memory and into no address. */
export function KeyGate() {
  const {
    store,
    speak: { say },
  } = usePage();
  const [key, setKey] = useState('');
  const [device, setDevice] = useState(true);
  return (
    <section class="gate" aria-labelledby="gate-title">
      <h1 id="gate-title">{say('keyTitle')}</h1>
      <p>{say('keyHint')}</p>
      {store.refused.value && (
        <p class="notice worse" role="alert">
          {say('keyRefused')}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (key.trim() !== '') store.enter(key.trim(), device);
        }}
      >
        <label for="key">{say('keyLabel')}</label>
        <input
          id="key"
          type="password"
          value={key}
          autocomplete="off"
          spellcheck={false}
          required
          placeholder="anlan_…"
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
        <label class="check">
          <input type="checkbox" checked={device} onChange={({ currentTarget }) => setDevice(currentTarget.checked)} />
          <span>{say('keyDevice')}</span>
        </label>
        <button type="submit" class="primary">
          {say('keyEnter')}
        </button>
      </form>
      <p class="quiet">{say('keyDemo')}</p>
    </section>
  );
}
