import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { HttpExchange } from './http-answer.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};

const PREFIX = '/explorer/';

/**
 * The file of the explorer that a request asks for: its page for a browser's GET of `/` or `/graphql`, and what the page
 * loads from `/explorer/…`. Undefined for any other request.
 */
export function explorerFile({ request, url }: HttpExchange): string | undefined {
  if (request.method !== 'GET') return undefined;
  if (url.pathname.startsWith(PREFIX)) return decode(url.pathname.slice(PREFIX.length));
  const wantsPage = request.headers.accept?.includes('text/html') ?? false;
  return wantsPage && (url.pathname === '/' || url.pathname === '/graphql') ? 'index.html' : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** @returns false when there is no such file below the folder; nothing is sent then */
export async function serveExplorerFile({ response }: HttpExchange, htmlDir: string, file: string): Promise<boolean> {
  const path = normalize(join(htmlDir, file));
  const type = TYPES[extname(path)];
  if (!type || !path.startsWith(normalize(htmlDir + sep))) return false;
  const content = await readFile(path).catch(() => undefined);
  if (!content) return false;
  response.writeHead(200, {
    'content-type': type,
    'content-length': content.length,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  response.end(content);
  return true;
}
