import { createServer } from 'node:http';
import pg from 'pg';
import { byHand } from './by-hand.ts';

/** The hand-written endpoint as a process of its own: `endpoint.ts <database url> <port>`; GET /d1 … /d5. */
const [, , url = '', port = '0'] = process.argv;
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
const pool = new pg.Pool({ connectionString: url, max: 8 });

createServer(async (request, response) => {
  const name = request.url?.slice(1) ?? '';
  const found = Object.entries(byHand).find(([code]) => code === name)?.[1];
  if (found === undefined) {
    response.writeHead(404).end();
    return;
  }
  try {
    const { text, values, answer } = found;
    const { rows } = await pool.query<unknown[]>({ name, text, values: [...values], rowMode: 'array' });
    const body = JSON.stringify({ data: answer(rows) });
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      .end(body);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(Number(port), '127.0.0.1');
