import { orderStandingsResponse } from '@souk/events';
import { callService, type SubgraphConfig } from '@souk/subgraph-kit';
import type { OrderStandings } from '../use-cases/dependencies.js';

/** The signed call to orders. */
export function askOrderStandings({ name, peers, serviceSigningKey }: SubgraphConfig): OrderStandings {
  return {
    async find(orderIds) {
      const { orders } = await callService({
        from: name,
        to: 'orders',
        url: peers.orders,
        path: '/service/order-standings',
        body: { orderIds },
        answer: orderStandingsResponse,
        signingKey: serviceSigningKey,
      });
      return orders;
    },
  };
}
