export const AUDIT_KINDS = [
  'key.created',
  'key.rotated',
  'key.revoked',
  'import.data',
  'import.tree',
  'import.undo',
  'records.read',
  'refused',
  'audit.lost',
  'audit.pruned',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Something to be noted: who, what, and what came of it; never values. */
export interface AuditEvent {
  readonly kind: AuditKind;
  /** The key that did it; none: whoever can write to the database. */
  readonly keyId?: string | null;
  readonly actor?: string | null;
  /** The key, import or address that it is about. */
  readonly subject?: string | null;
  /** SHA-256 of the document. */
  readonly operation?: string | null;
  /** Codes. */
  readonly regions?: readonly string[];
  readonly periods?: readonly string[];
  readonly rowCount?: number | null;
  /** `done`, or the code of the error. */
  readonly result: string;
  readonly requestId?: string | null;
}

/** What has been noted; `at` is by the clock of the database. */
export interface AuditEntry extends Required<AuditEvent> {
  readonly seq: number;
  readonly at: Date;
  /** SHA-256 over this event and the hash of the one before, in hex. */
  readonly hash: string;
}
