import './require-node.mjs';
import { runChecks } from './checks.mjs';

// `npm run check`: format, lint, types, floors, generated files. No database, no browser, under a minute.
const { passed, failed } = await runChecks();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
