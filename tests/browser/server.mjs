// A small file server on 127.0.0.1 that shows the site in a folder below a folder, as a host for project pages does.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export const PREFIX = '/a/folder/below/';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.woff2': 'font/woff2',
};

/** Serves only files that the site has; all else, above all what lies outside the prefix, is 404. */
export async function serve(site) {
  const server = createServer(async (request, response) => {
    const path = fileOf(site, request.url);
    if (path === null) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    const body = await readFile(join(site.root, path));
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-length': body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}${PREFIX}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function fileOf(site, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(PREFIX)) return null;
  path = path.slice(PREFIX.length);
  if (path === '' || path.endsWith('/')) path += 'index.html';
  return site.files.has(path) ? path : null;
}
