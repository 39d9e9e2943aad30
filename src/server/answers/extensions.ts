import type { Call, DataRead } from '../calls/call.ts';

/** What an answer tells of itself beside its cost: the same for the same answer. */
export const contentExtensions = (call: Call, newest: DataRead): Readonly<Record<string, unknown>> => ({
  data: versions(call, newest),
  ...(call.viewer.disclosure === 'restricted'
    ? { disclosure: { level: call.viewer.disclosure, withheld: call.withheld() } }
    : {}),
  ...(call.warnings.length > 0 ? { warnings: call.warnings } : {}),
});

/** The data read; the newest of several, with the others beside it. */
function versions({ moments }: Call, latest: DataRead) {
  const [newest = latest, ...others] = [...moments.values()].sort((a, b) => b.version - a.version);
  const shown = ({ version, asOf }: DataRead) => ({ version, asOf: asOf.toISOString() });
  return { ...shown(newest), ...(others.length > 0 ? { also: others.map(shown) } : {}) };
}
