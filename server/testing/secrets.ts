import { createSecrets } from '../kit/secrets.ts';

/** Seals and opens as the intake of tests does. */
export const secrets = createSecrets('a key for tests that is long enough');
