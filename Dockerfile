# One image for every part of Souk; the command chooses which: see docker-compose.yml and k8s/base.
FROM node:22-bookworm-slim AS build
WORKDIR /souk
COPY . .
RUN npx -y pnpm@10.34.9 install --frozen-lockfile \
  && npx -y pnpm@10.34.9 --filter @souk/explorer build

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /souk
COPY --from=build --chown=node:node /souk /souk
USER node
# Bundles of what runs here, for the disk may not be written later.
RUN for part in subgraphs/users subgraphs/products subgraphs/carts subgraphs/orders subgraphs/inventory subgraphs/recommendations packages/stripe-simulator; \
    do node packages/bundle/bin/start.mjs --only-bundle $part/src/main.ts || exit 1; done \
  && node router/bin/router.mjs --help > /dev/null
# one of: users products carts orders inventory recommendations
ARG SUBGRAPH=users
ENV SUBGRAPH=${SUBGRAPH}
CMD ["sh", "-c", "exec node packages/bundle/bin/start.mjs subgraphs/$SUBGRAPH/src/main.ts"]
