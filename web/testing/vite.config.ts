import { defineConfig, mergeConfig, type Plugin } from 'vite';
import desk from '../../vite.config.ts';

/** Puts the fake server in front of the desk: its script runs before the desk's own. */
const fakeServer: Plugin = {
  name: 'pagedesk-fake-server',
  apply: 'serve',
  transformIndexHtml: () => [
    { tag: 'script', attrs: { type: 'module', src: '/testing/start-fake-server.ts' }, injectTo: 'head' },
  ],
};

/**
 * The desk without a server: `npx vite --config web/testing/vite.config.ts`, then
 * `/?fake=empty|failed|slow|forbidden|signed-out|many` chooses what the fake one does.
 */
export default mergeConfig(desk, defineConfig({ plugins: [fakeServer], server: { fs: { strict: false } } }));
