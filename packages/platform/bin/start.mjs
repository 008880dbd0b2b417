#!/usr/bin/env node
import { bundleOfSouk } from './bundle.mjs';

process.setSourceMapsEnabled(true);
await import(await bundleOfSouk());
