/** During maintenance only these addresses are served, separated by commas. */
export default {
  onRequest({ request }) {
    const { MAINTENANCE_ADDRESSES: addresses } = process.env;
    if (!addresses || addresses.split(',').includes(request.client.address)) return undefined;
    return { refuse: { reason: 'unavailable', message: 'Back at nine', headers: { 'retry-after': '600' } } };
  },
};
