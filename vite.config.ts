import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The desk's screen: `web/` becomes `dist/web`; while developing, /api goes to a server on port 3000. */
export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // One desk, loaded once a shift: the rest of the console comes by itself when it is opened.
    chunkSizeWarningLimit: 1_000,
  },
  server: {
    port: 5173,
    fs: { allow: ['..'] },
    proxy: {
      '/api': {
        target: process.env.PAGEDESK_SERVER ?? 'http://127.0.0.1:3000',
        ws: true,
        changeOrigin: false,
      },
    },
  },
});
