import './require-node.mjs';
import { endWithParent } from './end-with-parent.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './install.mjs';
import { launch } from './launch.mjs';

// `npm start`: from a fresh clone to a running desk with its demo.
endWithParent();
await ensureInstalled();
await ensureBuilt();
await launch('start');
