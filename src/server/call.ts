import type { Viewer } from '../access/viewer.ts';
import type { Moment, Warning } from '../graphql/context.ts';

export type DataRead = Pick<Moment, 'version' | 'asOf'>;

/** What one HTTP request to /graphql gathers on its way. */
export interface Call {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly warnings: Warning[];
  /** Objects of the answer so far. */
  objects: number;
  /** The moments that were read, by version. */
  readonly moments: Map<number, DataRead>;
  /** Whether an import came in while the newest data was read; then the next context stands on what came in. */
  overtaken: () => Promise<boolean>;
}

/** What the plugins hand each other. */
export interface ServerContext {
  call?: Call;
}
