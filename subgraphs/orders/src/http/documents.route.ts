import { errorReply, isId, type Reply, type Route } from '@souk/subgraph-kit';
import { isSigned } from '../domain/signed-link.js';
import type { OrdersDependencies } from '../use-cases/dependencies.js';
import { readDocument, readPackingSlip } from '../use-cases/read-document.js';
import { invoicePage } from './invoice.page.js';
import { packingSlipPage } from './packing-slip.page.js';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-modals",
  'cache-control': 'private, no-store',
  'referrer-policy': 'no-referrer',
};

/** The same for a link that is forged, expired, or of nothing. */
const NOT_FOUND = errorReply(404, {
  code: 'NOT_FOUND',
  ref: 'RES_001',
  message: 'No such document, or its link has expired',
});

type Needed = Pick<OrdersDependencies, 'database' | 'clock' | 'config'>;

/** `GET /documents/<id>`: an invoice or credit note, for whoever has a link that we signed. */
export function documentsRoute(app: Needed): Route {
  return signedPage(app, '/documents/*', async ([id = '']) => {
    const document = isId(id) ? await readDocument(app, id) : null;
    return document && invoicePage(document);
  });
}

/** `GET /packing-slips/<shipment>[/<seller>]`: the list of what lies in a parcel, or in it of one seller. */
export function packingSlipsRoute(app: Needed): Route {
  return signedPage(app, '/packing-slips/*', async ([shipmentId = '', sellerId = null]) => {
    const slip = isId(shipmentId) ? await readPackingSlip(app, shipmentId, sellerId) : null;
    return slip && packingSlipPage(slip);
  });
}

function signedPage(
  { clock, config }: Needed,
  path: string,
  read: (names: readonly string[]) => Promise<string | null>,
): Route {
  return {
    method: 'GET',
    path,
    async handle(_request, url): Promise<Reply> {
      if (!isSigned(url, { now: clock(), key: config.serviceSigningKey })) return NOT_FOUND;
      const body = await read(url.pathname.split('/').slice(2));
      return body ? { status: 200, body, contentType: 'text/html; charset=utf-8', headers: HEADERS } : NOT_FOUND;
    },
  };
}
