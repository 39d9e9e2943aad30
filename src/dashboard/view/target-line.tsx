import type { FocusViewQuery } from '../../../schema/generated/graphql.ts';
import { usePage } from '../state/page-context.ts';

type Target = NonNullable<NonNullable<FocusViewQuery['region']>['indicator']['target']>;

/** What was to be reached, and whether it was. */
export function TargetLine({ target }: { readonly target: Target }) {
  const { speak } = usePage();
  const { printed, outcome, reason, inherited, regionName } = target;
  return (
    <p class={`target ${outcome.toLowerCase()}`}>
      <span class="quiet">{speak.say('target')}</span> {printed}
      {inherited && <span class="quiet small">{speak.setFor(regionName)}</span>}{' '}
      <strong class="outcome">{speak.outcome(outcome)}</strong>
      {reason !== null && <span class="quiet small">{reason}</span>}
    </p>
  );
}
