/**
 * Hive Gateway shares identical requests to a subgraph that are in flight unless it is told not to, and whole operations when it is told to.
 * `BENCH_SHARING=on` takes both, anything else neither.
 */
import { defineConfig } from '@graphql-hive/gateway';

const isSharing = process.env.BENCH_SHARING === 'on';

export const gatewayConfig = defineConfig({
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: isSharing } } },
  inboundInflightRequestDeduplication: isSharing,
});
