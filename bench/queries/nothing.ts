import { createServer } from 'node:http';

/** A server that does nothing, as a process of its own: `nothing.ts <port>`; /<count> answers so many bytes once all was sent. */
const [, , port = '0'] = process.argv;
const bodies = new Map<string, Buffer>();

function bodyOf(path: string): Buffer {
  const known = bodies.get(path) ?? Buffer.alloc(Number(path.slice(1)) || 1, 'x');
  bodies.set(path, known);
  return known;
}

createServer((request, response) => {
  request.resume().on('end', () => {
    const body = bodyOf(request.url ?? '/');
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
}).listen(Number(port), '127.0.0.1');
