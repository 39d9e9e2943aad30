import type { Plugin } from 'graphql-yoga';
import type { ReplicaState } from '../db/replica/watch.ts';
import { HttpProblem, problemResponse } from './errors/http-problem.ts';
import type { Pages } from './pages/page.ts';
import { pageResponse } from './pages/respond.ts';

export interface Routes {
  /** Throws when the database cannot be reached or lacks migrations; tells of the replica where there is one. */
  readonly ready: () => Promise<ReplicaState | undefined>;
  readonly graphiql: boolean;
  readonly pages: Pages;
}

interface RoutesPlugin extends Routes {
  readonly onFault: (error: unknown) => HttpProblem;
}

const FIRST_QUERY = `# Headers (below): {"authorization": "Bearer <key>"}
query Example {
  region(code: "350599000000") {
    fullName
    indicator(code: "mediation.resolution_rate", period: "2021") {
      formatted
      sentence
    }
  }
}
`;

/** Everything beside /graphql: /live, /ready, /graphiql and the pages of the dashboard. */
export function useRoutes({ ready, graphiql, pages, onFault }: RoutesPlugin): Plugin {
  const find = async (path: string, request: Request): Promise<Response | null> => {
    if (path === '/live') return json({ live: true });
    if (path === '/ready') return readiness(ready);
    if (path === '/graphiql' && graphiql) return html(await graphiqlPage());
    const page = await pages.get(path);
    return page === undefined ? null : pageResponse(page, request);
  };
  const answer = (path: string, request: Request): Promise<Response | null> =>
    find(path, request).catch((error: unknown) => problemResponse(onFault(error)));

  return {
    async onRequest({ request, url, endResponse }) {
      if (url.pathname === '/graphql' || url.pathname === '/uploads' || url.pathname.startsWith('/imports/')) return;
      const reading = request.method === 'GET' || request.method === 'HEAD';
      const response = reading ? await answer(url.pathname, request) : null;
      endResponse(response ?? problemResponse(new HttpProblem(404, 'NOT_FOUND', 'there is nothing at this address')));
    },
  };
}

async function readiness(ready: Routes['ready']): Promise<Response> {
  try {
    const replica = await ready();
    if (replica === undefined) return json({ ready: true });
    const { trouble, behindSeconds } = replica;
    return json({ ready: true, replica: { used: trouble === null, trouble, behindSeconds } });
  } catch {
    return json({ ready: false }, { status: 503, headers: { 'retry-after': '1' } });
  }
}

/** The package is thirty megabytes of text, so it is read by who wants it. */
async function graphiqlPage(): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL({
    title: 'Anlan GraphiQL',
    endpoint: '/graphql',
    defaultQuery: FIRST_QUERY,
    headers: '{"authorization": "Bearer <key>"}',
    credentials: 'omit',
  });
}

const html = (text: string): Response =>
  new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } });

function json(body: object, { status = 200, headers = {} } = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}
