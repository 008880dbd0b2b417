import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { randomNumbers } from '../random.js';

/** How requests to a process are disturbed. `lose-reply`: all is done, and the connection breaks instead of the answer. */
export interface Disturbance {
  readonly how: 'status-500' | 'reset' | 'lose-reply' | 'garbage';
  /** beginning of the path */
  readonly path: string;
  /** 0–1 */
  readonly probability: number;
  readonly seed: number;
}

let disturbance: Disturbance | undefined;
let random = () => 1;
let isInstalled = false;

/** From now on requests to this process meet this; absent: none does. */
export function disturbHttp(next: Disturbance | undefined): void {
  disturbance = next;
  random = randomNumbers(next?.seed ?? 1);
  if (isInstalled) return;
  isInstalled = true;
  const emit: (...given: any[]) => boolean = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, ...given: any[]) {
    return (given[0] === 'request' && befall(given[1], given[2])) || emit.apply(this, given);
  };
}

/** @returns whether the request goes no further */
function befall(request: IncomingMessage, response: ServerResponse): boolean {
  if (!disturbance || !request.url?.startsWith(disturbance.path) || random() >= disturbance.probability) return false;
  switch (disturbance.how) {
    case 'status-500':
      response.writeHead(500).end('{"errors":[{"message":"out of order"}]}');
      return true;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"order');
      return true;
    case 'reset':
      request.socket.destroy();
      return true;
    case 'lose-reply':
      response.end = (() => {
        request.socket.destroy();
        return response;
      }) as typeof response.end;
      return false;
    default:
      return disturbance.how satisfies never;
  }
}
