import './require-node.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './install.mjs';
import { launch } from './launch.mjs';

// `npm start`: from a fresh clone to a running desk with its demo.
await ensureInstalled();
await ensureBuilt();
await launch('start');
