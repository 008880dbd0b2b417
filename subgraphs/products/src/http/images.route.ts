import { errorReply, isId, type Route } from '@souk/subgraph-kit';
import type { ProductsDependencies } from '../context.js';
import { readDrawing } from '../use-cases/read-drawing.js';

const PATH = /^\/images\/([0-9a-f-]{36})\.svg$/i;

const HEADERS = {
  // a drawing opened as a page of its own must not run anything
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=31536000, immutable',
};

/** `GET /images/<id>.svg`: a product image's drawing; 404 when there is none. */
export function imagesRoute(app: Pick<ProductsDependencies, 'db'>): Route {
  return {
    method: 'GET',
    path: '/images/*',
    async handle(_request, url) {
      const id = PATH.exec(url.pathname)?.[1];
      const svg = id && isId(id) ? await readDrawing(app, id) : null;
      if (svg === null) return errorReply(404, { code: 'NOT_FOUND', ref: 'RES_001', message: 'No such image' });
      return { status: 200, body: svg, contentType: 'image/svg+xml; charset=utf-8', headers: HEADERS };
    },
  };
}
