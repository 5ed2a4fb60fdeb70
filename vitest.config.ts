import { defineConfig } from 'vitest/config';

const quick = { testTimeout: 20_000, hookTimeout: 60_000 };

/** Everything but the browser journeys (`vitest.e2e.config.ts`). Only the server's tests need PostgreSQL. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...quick,
          name: 'server',
          include: ['server/**/*.test.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
        },
      },
      { test: { ...quick, name: 'contract', include: ['contract/**/*.test.ts'] } },
      { test: { ...quick, name: 'web', include: ['web/**/*.test.{ts,tsx}'] } },
      { test: { ...quick, name: 'sandbox', include: ['sandbox/**/*.test.{ts,tsx}'] } },
      { test: { ...quick, name: 'scripts', include: ['{scripts,bench}/**/*.test.ts'] } },
    ],
  },
});
