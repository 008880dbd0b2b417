/**
 * The load generator: keeps a number of connections busy, one request at a time on each, and checks every answer.
 *
 * Parent to child: `{ url, headers, requests, expected, connections, seconds, atMost? }`, where `requests` and `expected` are JSON texts of
 * the same order. Child to parent: `{ latenciesMs, seconds, wrong, failed, example }`; `wrong` are answers with other content, `failed` those
 * with another status than 200 or none at all, `example` one of either.
 */
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';

process.on('message', async (load) => process.send(await run(load)));
process.on('disconnect', () => process.exit());
process.send({ isReady: true });

async function run({ url, headers, requests, expected, connections, seconds, atMost = Number.POSITIVE_INFINITY }) {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const answers = expected.map((text) => new Answer(text));
  const outcome = { latenciesMs: [], wrong: 0, failed: 0, example: undefined };
  const sendHeaders = { 'content-type': 'application/json', accept: 'application/json', ...headers };
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let sent = 0;

  const keepBusy = async () => {
    while (performance.now() < endsAt && sent < atMost) {
      const index = sent % requests.length;
      sent += 1;
      const sentAt = performance.now();
      try {
        const { status, body } = await post(pool, { path, headers: sendHeaders, body: requests[index] });
        outcome.latenciesMs.push(performance.now() - sentAt);
        if (status === 200 && answers[index].equals(body)) continue;
        if (status === 200) outcome.wrong += 1;
        else outcome.failed += 1;
        outcome.example ??= `${status}: ${String(body).slice(0, 500)}`;
      } catch (error) {
        outcome.failed += 1;
        outcome.example ??= String(error);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, keepBusy));
  const took = (performance.now() - startedAt) / 1000;
  await pool.close();
  return { ...outcome, seconds: took };
}

/** undici at its dispatch level: a generator that works less leaves more of the machine to what it measures. */
function post(pool, { path, headers, body }) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let status = 0;
    pool.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart() {},
        onResponseStart(_, statusCode) {
          status = statusCode;
        },
        onResponseData(_, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          resolve({ status, body: Buffer.concat(chunks) });
        },
        onResponseError(_, error) {
          reject(error);
        },
      },
    );
  });
}

/** What must be answered. Compared as data once; the same bytes need not be parsed again. */
class Answer {
  #expected;
  #bytes;

  constructor(text) {
    this.#expected = text;
  }

  equals(body) {
    if (this.#bytes?.equals(body)) return true;
    if (!isSameData(body, this.#expected)) return false;
    this.#bytes = body;
    return true;
  }
}

function isSameData(body, text) {
  try {
    const { data, errors } = JSON.parse(String(body));
    return errors === undefined && isDeepStrictEqual(data, JSON.parse(text).data);
  } catch {
    return false;
  }
}
