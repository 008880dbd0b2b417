import type { ClientError } from '../errors/client-error.js';
import type { AnswerPart, DeferredAnswer, PendingFragment } from '../pipeline/outcome.js';
import type { DeferredType } from './accepted-answers.js';
import { textOf } from './answer-text.js';
import type { StreamFormat } from './stream-answers.js';

/** The words of one version of incremental delivery, as the members of a payload's JSON object. */
interface IncrementalFormat {
  /** Behind those of the first part's response. */
  first(pending: readonly PendingFragment[]): string;
  part(part: AnswerPart): string;
}

/** Each fragment with its path and label. */
const version20220824: IncrementalFormat = {
  first: () => '',
  part({ fragments }) {
    const entries = fragments.map(
      ({ pending, data, errors }) => `{"data":${data},${placeOf(pending)}${errorsOf(errors)}}`,
    );
    return `"incremental":[${entries.join(',')}]`;
  },
};

/** Each fragment by an id, under which it was announced. One without data is completed by its errors. */
const versionV02: IncrementalFormat = {
  first: (pending) => `,${announcementOf(pending)}`,
  part({ fragments, pending }) {
    const delivered = fragments.filter(({ data }) => data !== 'null');
    const incremental = delivered.map(
      ({ pending: { id }, data, errors }) => `{"id":"${id}","data":${data}${errorsOf(errors)}}`,
    );
    const completed = fragments.map(
      ({ pending: { id }, data, errors }) => `{"id":"${id}"${data === 'null' ? errorsOf(errors) : ''}}`,
    );
    const members = [`"completed":[${completed.join(',')}]`];
    if (incremental.length > 0) members.unshift(`"incremental":[${incremental.join(',')}]`);
    if (pending.length > 0) members.unshift(announcementOf(pending));
    return members.join(',');
  },
};

const formats: Readonly<Record<DeferredType, IncrementalFormat>> = {
  'deferSpec=20220824': version20220824,
  'incrementalSpec=v0.2': versionV02,
};

/** The boundary follows each part at once, for a client knows by it that the part has ended. */
const part = (json: string) => `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n---`;

/**
 * A deferred answer as multipart/mixed. Its first part goes out with the head of the response.
 *
 * Source: https://specs.apollo.dev/incremental/v0.1/ and v0.2/,
 * https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md
 */
export function deferredFormat(type: DeferredType, { answer, pending }: DeferredAnswer): StreamFormat<AnswerPart> {
  const format = formats[type];
  return {
    contentType: `multipart/mixed;boundary="-";${type}`,
    opening: `---${part(`${textOf(answer).slice(0, -1)}${format.first(pending)},"hasNext":true}`)}`,
    closing: '--\r\n',
    write(next) {
      const extensions = next.extensions ? `,"extensions":${JSON.stringify(next.extensions)}` : '';
      return part(`{${format.part(next)},"hasNext":${next.hasNext}${extensions}}`);
    },
  };
}

function announcementOf(pending: readonly PendingFragment[]): string {
  return `"pending":[${pending.map((fragment) => `{"id":"${fragment.id}",${placeOf(fragment)}}`).join(',')}]`;
}

function placeOf({ path, label }: PendingFragment): string {
  return `"path":${JSON.stringify(path)}${label === undefined ? '' : `,"label":${JSON.stringify(label)}`}`;
}

function errorsOf(errors: readonly ClientError[] | undefined): string {
  return errors ? `,"errors":${JSON.stringify(errors)}` : '';
}
