import type { Generated, GeneratedAlways } from 'kysely';

interface SourcesTable {
  id: GeneratedAlways<number>;
  key: string;
  title: string;
  publisher: string | null;
  publishedOn: string | null;
  address: string | null;
  licence: string | null;
}

interface ImportsTable {
  id: number;
  kind: 'data' | 'undo' | 'tree';
  dataset: string;
  fileName: string | null;
  sha256: string | null;
  sourceId: number | null;
  regionId: number | null;
  coversFrom: string | null;
  coversTo: string | null;
  synthetic: Generated<boolean>;
  actor: string | null;
  undoes: number | null;
  rowsRead: Generated<number>;
  rowsCreated: Generated<number>;
  rowsUpdated: Generated<number>;
  rowsUnchanged: Generated<number>;
  rowsRejected: Generated<number>;
  rowsSkipped: Generated<number>;
  rowsRemoved: Generated<number>;
  startedAt: Date;
  committedAt: Generated<Date>;
}

interface ImportIssuesTable {
  importId: number;
  ordinal: number;
  severity: 'error' | 'warning';
  code: string;
  sheet: string | null;
  rowNumber: number | null;
  columnName: string | null;
  field: string | null;
  message: string;
  found: string | null;
  expected: string | null;
  candidates: string | null;
}

interface RegionsTable {
  id: GeneratedAlways<number>;
  code: string;
}

interface RegionVersionsTable {
  regionId: number;
  name: string;
  shortName: string;
  level: string;
  kind: string;
  parentId: number | null;
  path: number[];
  validFrom: string | null;
  validTo: string | null;
  successorId: number | null;
  importedIn: number;
  supersededIn: number | null;
}

interface RegionAliasesTable {
  regionId: number;
  alias: string;
  importedIn: number;
  supersededIn: number | null;
}

interface CellChangesTable {
  importId: number;
  regionId: number;
  measure: string;
  member: string;
  month: string;
  delta: number;
}

interface SecretsTable {
  name: string;
  value: string;
}

interface CellsTable {
  regionId: number;
  measure: string;
  member: string;
  month: string;
  value: number;
}

interface CoverageTable {
  dataset: string;
  regionId: number;
  month: string;
  importedIn: number;
  supersededIn: number | null;
}

interface RevivedRowsTable {
  dataset: string;
  rowId: number;
  originalId: number;
  originalImport: number;
}

interface ApiKeysTable {
  id: string;
  secretHash: Buffer;
  agency: string;
  scopes: string[];
  reach: string[] | null;
  datasets: string[] | null;
  disclosure: Generated<'exact' | 'restricted'>;
  trustedOnly: Generated<boolean>;
  costPerMinute: Generated<number>;
  costBurst: Generated<number>;
  requestsPerMinute: Generated<number>;
  concurrency: Generated<number>;
  purpose: string | null;
  agreement: string | null;
  createdBy: string | null;
  replaces: string | null;
  createdAt: Generated<Date>;
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

/** The tables that every dataset shares; the datasets' own tables follow their declarations. */
export interface Database {
  sources: SourcesTable;
  secrets: SecretsTable;
  imports: ImportsTable;
  importIssues: ImportIssuesTable;
  regions: RegionsTable;
  regionVersions: RegionVersionsTable;
  regionAliases: RegionAliasesTable;
  cellChanges: CellChangesTable;
  cells: CellsTable;
  coverage: CoverageTable;
  revivedRows: RevivedRowsTable;
  apiKeys: ApiKeysTable;
}
