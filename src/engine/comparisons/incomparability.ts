import type { Label } from '../../kernel/label.ts';

/** Why two values of one indicator should not be held against each other. */
export interface Incomparability {
  readonly code: 'NO_VALUE' | 'DEFINITION_CHANGED' | 'INSTRUMENT_CHANGED' | 'REGION_CHANGED' | 'COVERAGE_DIFFERS';
  /** One sentence, with what differs. */
  readonly reason: Label;
}
