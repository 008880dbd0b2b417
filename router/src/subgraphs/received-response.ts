import type { SubgraphResponse } from './subgraph-transport.js';

/** A response as it came. Of most, nobody ever wants the text. */
export class ReceivedResponse implements SubgraphResponse {
  readonly status: number;
  readonly headers: SubgraphResponse['headers'];
  readonly bytes: Buffer;

  constructor(status: number, headers: SubgraphResponse['headers'], bytes: Buffer) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }
}
