import { systemClock } from '../kit/clock.ts';
import { createUuidV7 } from '../kit/uuidv7.ts';
import { createLanes } from '../jobs/lanes.ts';
import { openBell } from '../store/bell.ts';
import { openDatabase, type Connection } from '../store/db.ts';
import { secrets } from './secrets.ts';

/** A process that works off the lanes until it is killed: the other one in tests of two. Its database is its argument. */
const connection = JSON.parse(process.argv[2] ?? '{}') as Connection;
const newId = createUuidV7(systemClock);
const ignore = () => undefined;
const bell = await openBell(openDatabase(connection, { maxConnections: 2, onError: ignore }), connection, {
  processId: newId(),
  onError: ignore,
});
const told = { onFailure: ignore, onError: ignore };
createLanes({ connection, clock: systemClock, bell, newId, secrets, ...told }).start();
process.send?.('started');
process.on('disconnect', () => process.exit());
