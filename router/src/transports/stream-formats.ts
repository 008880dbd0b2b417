import type { Answer } from '../pipeline/outcome.js';
import type { StreamType } from './accepted-answers.js';
import { hasNoData, textOf } from './answer-text.js';
import type { StreamFormat } from './stream-answers.js';

/**
 * Server-sent events as graphql-sse's distinct connections mode has them: a `next` for each answer, then `complete`.
 *
 * Source: https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
const serverSentEvents: StreamFormat<Answer> = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: '',
  heartbeat: ':\n\n',
  closing: 'event: complete\ndata:\n\n',
  write: (answer) => `event: next\ndata: ${textOf(answer)}\n\n`,
};

/** The boundary follows each part at once, for a client knows by it that the part has ended. */
const part = (json: string) => `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n--graphql`;

/**
 * Apollo's multipart protocol: each answer is the `payload` of a part; when a subscription cannot go on, the last part has
 * `errors` beside a payload of null.
 *
 * Source: https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol
 */
const multipartSubscription: StreamFormat<Answer> = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  opening: `--graphql${part('{}')}`,
  heartbeat: part('{}'),
  closing: '--\r\n',
  write: (answer) =>
    part(hasNoData(answer) ? `{"payload":null,${textOf(answer).slice(1)}` : `{"payload":${textOf(answer)}}`),
};

export const streamFormats: Readonly<Record<StreamType, StreamFormat<Answer>>> = {
  'text/event-stream': serverSentEvents,
  'multipart/mixed': multipartSubscription,
};
