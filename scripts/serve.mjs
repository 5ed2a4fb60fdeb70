import './require-node.mjs';
import { existsSync } from 'node:fs';
import { endWithParent } from './end-with-parent.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { launch } from './launch.mjs';
import { inProject } from './project.mjs';

// `npm run serve`: production. Nothing is installed, and what is built is taken as it is.
endWithParent();
if (!existsSync(inProject('dist/server/main.js'))) await ensureBuilt();
await launch('serve');
