import { usePage } from '../state/page-context.ts';
import { RegionSearch } from './region-search.tsx';
import { Tools } from './tools.tsx';

export function Masthead() {
  const { store, speak } = usePage();
  return (
    <header class="masthead">
      <div class="brand">
        <img src="/icon.svg" alt="" width="30" height="30" />
        <span class="brand-name">{speak.say('brand')}</span>
        <span class="brand-title">{speak.say('title')}</span>
      </div>
      {store.key.value !== null && <RegionSearch />}
      <Tools />
    </header>
  );
}
