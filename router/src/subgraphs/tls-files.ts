import { readFileSync } from 'node:fs';
import { RouterConfigError } from '../config/router-config.js';
import type { TrafficSettings } from './traffic-settings.js';

export interface TlsOptions {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly servername?: string;
}

/** @throws RouterConfigError    names the file that cannot be read */
export function readTlsFiles({ caFile, certificateFile, keyFile, serverName }: TrafficSettings['tls']): TlsOptions {
  return {
    ...(caFile && { ca: readPem(caFile) }),
    ...(certificateFile && { cert: readPem(certificateFile) }),
    ...(keyFile && { key: readPem(keyFile) }),
    ...(serverName && { servername: serverName }),
  };
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new RouterConfigError(`The TLS file ${file} cannot be read`, { cause });
  }
}
