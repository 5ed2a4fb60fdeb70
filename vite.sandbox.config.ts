import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The sandbox's screens: `sandbox/screen` becomes `dist/sandbox/screen`, served under `/_screen/`. */
export default defineConfig({
  root: 'sandbox/screen',
  base: '/_screen/',
  plugins: [react()],
  build: { outDir: '../../dist/sandbox/screen', emptyOutDir: true, target: 'es2022' },
  server: { port: 5174, proxy: { '/_sim': 'http://127.0.0.1:3100', '/_cdn': 'http://127.0.0.1:3100' } },
});
