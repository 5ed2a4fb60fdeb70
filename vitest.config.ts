import { defineConfig } from 'vitest/config';

/** Limits against hanging, not measures: on a machine with other work a test may take ten times as long. */
const patient = {
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
          ...patient,
          name: 'server',
          include: ['server/**/*.test.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
        },
      },
      { test: { ...patient, name: 'contract', include: ['contract/**/*.test.ts'] } },
      { test: { ...patient, name: 'web', include: ['web/**/*.test.{ts,tsx}'] } },
      { test: { ...patient, name: 'sandbox', include: ['sandbox/**/*.test.{ts,tsx}'] } },
      { test: { ...patient, name: 'scripts', include: ['{scripts,bench}/**/*.test.ts'] } },
    ],
  },
});
