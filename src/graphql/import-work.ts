import type { ImportReport } from '../imports/reports/report.ts';
import type { UndoReport } from '../imports/undo/undo-report.ts';
import type { UploadState } from '../imports/uploads/state.ts';

export interface FileToImport {
  /** As the address of uploads gave it. */
  readonly upload: string;
  readonly dataset: string;
  readonly region?: string | null | undefined;
  readonly covers?: string | null | undefined;
  readonly sheet?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly map?: readonly string[] | null | undefined;
  readonly promote?: readonly string[] | null | undefined;
  readonly strict: boolean;
  readonly commit: boolean;
  readonly impact: boolean;
}

/** What a viewer may change: files of its own, within its reach. */
export interface ImportWork {
  /** @throws AnlanError when the file as a whole cannot be imported, or not by this key */
  readonly importFile: (file: FileToImport) => Promise<ImportReport>;
  readonly undoImport: (undo: {
    readonly importId: number;
    readonly commit: boolean;
    readonly impact: boolean;
  }) => Promise<UndoReport>;
  /** What changes of its state, until an import of it is over that was seen to begin, or the client leaves. */
  readonly progress: (upload: string) => AsyncGenerator<UploadState>;
}
