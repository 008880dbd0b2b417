import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { tourPlugin } from './tour-plugin.js';

const tour = process.env.EXPLORER_TOUR ?? fileURLToPath(new URL('../../schema/operations/tour.json', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/explorer/',
  plugins: [react(), tourPlugin(tour)],
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 10_000, sourcemap: false },
  worker: { format: 'es' },
});
