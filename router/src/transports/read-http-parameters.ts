import { RequestError } from '../errors/request-error.js';
import { isRecord } from '../json-record.js';
import type { ClientRequest } from './client-request.js';

/**
 * The GraphQL parameters of a POST, parsed from JSON but not checked.
 *
 * @throws RequestError    unsupportedMediaType, bodyTooLarge, or badRequest
 */
export async function readPostParameters(request: ClientRequest, maxBytes: number): Promise<unknown> {
  const parameters = await readJsonBody(request, maxBytes);
  if (!isRecord(parameters)) throw new RequestError('badRequest', 'The body of the request must be a JSON object');
  return parameters;
}

/** The body of a request, parsed from JSON but not checked. Throws as `readPostParameters`. */
export async function readJsonBody(request: ClientRequest, maxBytes: number): Promise<unknown> {
  checkContentType(request);
  return parseJson(await readBody(request, maxBytes), 'The body of the request');
}

/**
 * The GraphQL parameters of a GET, `variables` and `extensions` parsed from JSON but not checked.
 *
 * @throws RequestError badRequest
 */
export function readGetParameters({ searchParams }: Pick<URL, 'searchParams'>): unknown {
  const json = (name: string) => {
    const text = searchParams.get(name);
    return text ? parseJson(text, `"${name}"`) : undefined;
  };
  return {
    query: searchParams.get('query'),
    documentId: searchParams.get('documentId'),
    operationName: searchParams.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  };
}

function checkContentType(request: ClientRequest): void {
  const { 'content-type': contentType = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (contentType === 'application/json' && encoding === 'identity') return;
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const isJson = type.trim() === 'application/json';
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (isJson && isUtf8 && encoding === 'identity') return;
  throw new RequestError('unsupportedMediaType', 'The body must be "application/json" in UTF-8, not compressed');
}

function readBody(request: ClientRequest, maxBytes: number): Promise<string> {
  const tooLarge = () => new RequestError('bodyTooLarge', `The body of the request must be at most ${maxBytes} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('error', reject);
    request.readBody({
      take(chunk) {
        size += chunk.length;
        if (size > maxBytes) reject(tooLarge());
        else chunks.push(chunk);
      },
      end() {
        const [first, ...others] = chunks;
        resolve((first && others.length === 0 ? first : Buffer.concat(chunks)).toString('utf8'));
      },
    });
  });
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RequestError('badRequest', `${what} is not JSON`, { cause });
  }
}
