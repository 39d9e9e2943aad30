import type { Plugin } from 'graphql-yoga';
import type { Viewer } from '../../access/viewer.ts';
import type { ImportReport } from '../../imports/reports/report.ts';
import type { Progress } from '../../imports/request.ts';
import type { StoredUpload } from '../../imports/uploads/store.ts';
import { isAnlanError } from '../../kernel/errors.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { ServerContext } from '../calls/call.ts';
import { HttpProblem } from '../errors/http-problem.ts';
import { type ReceivedFile, receiveFile } from './receive-file.ts';
import { readUpload, requireWriting, type UploadRequest } from './upload-request.ts';
import { withoutPath } from './without-place.ts';

const PATH = /^\/imports\/[a-z_]{1,40}$/;
const KEEP = '/uploads';
const BINARY = /^application\/octet-stream$/i;
/** Codes of errors that say: you may not. */
const REFUSALS: readonly string[] = ['FORBIDDEN', 'OUT_OF_REACH'];
const EVENTS = 'text/event-stream';

export interface Uploads {
  readonly tree: () => RegionTree;
  readonly run: (
    upload: UploadRequest,
    file: ReceivedFile,
    viewer: Viewer,
    onProgress: (progress: Progress) => void,
  ) => Promise<ImportReport>;
  /** Keeps a file for `Mutation.importFile`. */
  readonly store: (file: ReceivedFile, name: string, viewer: Viewer) => Promise<StoredUpload>;
}

interface UploadOptions extends Uploads {
  /** @throws HttpProblem unless the request carries a key in force that has a place in flight */
  readonly enter: (request: Request, context: ServerContext) => Promise<Viewer>;
  readonly leave: (viewer: Viewer) => void;
  /** Told the code when a viewer asks for what the key may not have. */
  readonly refused: (viewer: Viewer, code: string) => void;
  readonly onFault: (error: unknown) => HttpProblem;
}

type Work = (tell: (progress: Progress) => void) => Promise<object>;

/**
 * `POST /imports/<dataset>`: a file as the body, imported or rehearsed as `npm run import` does it. The media type
 * `application/octet-stream` is one that a foreign page cannot send unasked. With `accept: text/event-stream` the answer
 * tells of the progress before the report.
 * `POST /uploads`: the same body, kept for an hour for `Mutation.importFile`.
 */
export function useUploads({
  tree,
  run,
  store,
  enter,
  leave,
  refused,
  onFault,
}: UploadOptions): Plugin<object, ServerContext> {
  const refusal = (error: unknown): { readonly status: number; readonly headers: object; readonly body: object } => {
    if (isAnlanError(error) && error.code !== 'INTERNAL' && error.code !== 'CONFIGURATION') {
      const status = REFUSALS.includes(error.code) ? 403 : 422;
      const label = { message: withoutPath(error.message), messageZh: withoutPath(error.label.zh) };
      return { status, headers: {}, body: { errors: [{ ...label, extensions: { code: error.code } }] } };
    }
    const { status, code, message, headers } = error instanceof HttpProblem ? error : onFault(error);
    return { status, headers, body: { errors: [{ message, extensions: { code } }] } };
  };

  const accept = async (request: Request, url: URL, context: ServerContext): Promise<Work> => {
    checkRequest(request);
    const viewer = await enter(request, context);
    try {
      const upload = readUpload(url, viewer, tree());
      const file = await receiveFile(request, upload.name);
      return async (tell) => {
        try {
          return shown(await run(upload, file, viewer, tell), upload);
        } finally {
          await file.remove();
          leave(viewer);
        }
      };
    } catch (error) {
      leave(viewer);
      if (isAnlanError(error) && REFUSALS.includes(error.code)) refused(viewer, error.code);
      throw error;
    }
  };

  const keep = async (request: Request, url: URL, context: ServerContext): Promise<StoredUpload> => {
    checkRequest(request);
    const viewer = await enter(request, context);
    try {
      requireWriting(viewer);
      const name = url.searchParams.get('name') ?? 'upload';
      const file = await receiveFile(request, name);
      try {
        return await store(file, name, viewer);
      } finally {
        await file.remove();
      }
    } catch (error) {
      if (isAnlanError(error) && REFUSALS.includes(error.code)) refused(viewer, error.code);
      throw error;
    } finally {
      leave(viewer);
    }
  };

  return {
    async onRequest({ request, url, serverContext, endResponse }) {
      if (url.pathname !== KEEP && !PATH.test(url.pathname)) return;
      try {
        if (url.pathname === KEEP) return endResponse(json(201, {}, await keep(request, url, serverContext)));
        const work = await accept(request, url, serverContext);
        const live = request.headers.get('accept')?.includes(EVENTS) ?? false;
        endResponse(live ? eventsOf(work, refusal) : json(200, {}, await work(() => {})));
      } catch (error) {
        const { status, headers, body } = refusal(error);
        endResponse(json(status, headers, body));
      }
    },
  };
}

function checkRequest({ method, headers }: Request): void {
  if (method !== 'POST') throw new HttpProblem(405, 'METHOD_NOT_ALLOWED', 'expected POST', { allow: 'POST' });
  if (BINARY.test(headers.get('content-type') ?? '')) return;
  throw new HttpProblem(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    'expected the file as the body, with content-type: application/octet-stream',
  );
}

function shown(report: ImportReport, { issues }: UploadRequest): object {
  return { ...report, issues: report.issues.slice(0, issues), issuesTotal: report.issues.length };
}

/** Server-sent events: `progress` while it goes on, then `report` or `refused`. */
function eventsOf(work: Work, refusal: (error: unknown) => { readonly body: object }): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let open = true;
      const send = (event: string, data: object): void => {
        if (open) controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      };
      try {
        send('report', await work((progress) => send('progress', progress)));
      } catch (error) {
        send('refused', refusal(error).body);
      }
      open = false;
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': EVENTS, 'cache-control': 'no-store' } });
}

const json = (status: number, headers: object, body: object): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
