import { STEPS } from '../charts/palette.ts';
import { usePage } from '../state/page-context.ts';
import type { Word } from '../words/words.ts';

interface ScaleProps {
  readonly from: Word;
  readonly to: Word;
  readonly gaps: boolean;
}

/** What the steps of colour mean, in light and dark alike. */
export function ScaleKey({ from, to, gaps }: ScaleProps) {
  const { speak } = usePage();
  return (
    <span class="scale-key">
      {speak.say(from)}
      <span class="swatches" aria-hidden="true">
        {Array.from({ length: STEPS }, (_, step) => (
          <i key={step} class={`step-${step + 1}`} />
        ))}
      </span>
      {speak.say(to)}
      {gaps && (
        <>
          <i class="none" aria-hidden="true" />
          {speak.say('nothing')}
        </>
      )}
    </span>
  );
}
