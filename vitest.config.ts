import { defineConfig } from 'vitest/config';

const common = {
  // The code is loaded once for all files of a worker: for each anew it took half of the time. So a module may keep
  // nothing from which a test could tell what ran before it.
  isolate: false,
  // Limits against hanging, not measures: on a machine with other work a test may take ten times as long.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000, interval: 10 } },
};

/** Everything but the browser journeys (`vitest.e2e.config.ts`). Only the server's tests need PostgreSQL. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          name: 'server',
          include: ['server/**/*.test.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
        },
      },
      { test: { ...common, name: 'contract', include: ['contract/**/*.test.ts'] } },
      { test: { ...common, name: 'web', include: ['web/**/*.test.{ts,tsx}'] } },
      { test: { ...common, name: 'sandbox', include: ['sandbox/**/*.test.{ts,tsx}'] } },
      { test: { ...common, name: 'scripts', include: ['{scripts,bench}/**/*.test.ts'] } },
    ],
  },
});
