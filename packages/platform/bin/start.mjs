#!/usr/bin/env node
import { bundleOwnCode } from '@souk/bundle';

process.setSourceMapsEnabled(true);
await import(
  await bundleOwnCode({
    name: 'souk',
    entry: 'packages/platform/src/main.ts',
    folders: ['packages', 'subgraphs', 'router'],
    keepNames: true, // type-graphql names types after their classes
  })
);
