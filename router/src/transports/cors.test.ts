import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { setCorsHeaders } from './cors.js';

const ORIGIN = 'https://shop.example';

function headersFor(origin: string, credentials: boolean) {
  const request = new IncomingMessage(new Socket());
  request.headers.origin = origin;
  const response = new ServerResponse(request);
  setCorsHeaders(request, response, { origins: [ORIGIN], credentials });
  return response.getHeaders();
}

it('lets pages of the listed origins send cookies when the configuration says so', () => {
  const allowed = { 'access-control-allow-origin': ORIGIN };
  expect(headersFor(ORIGIN, true)).toMatchObject({ ...allowed, 'access-control-allow-credentials': 'true' });
  expect(headersFor(ORIGIN, false)).toMatchObject(allowed);
  expect(headersFor(ORIGIN, false)).not.toHaveProperty('access-control-allow-credentials');
  expect(headersFor('https://evil.example', true)).not.toHaveProperty('access-control-allow-credentials');
});
