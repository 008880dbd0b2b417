/** Tells every subgraph the tenant: the first part of the host name that the client asked. */
export default {
  onSubgraphRequest({ request }) {
    const [tenant] = (request.headers.host ?? '').split(/[.:]/);
    return { headers: { 'x-tenant': tenant } };
  },
};
