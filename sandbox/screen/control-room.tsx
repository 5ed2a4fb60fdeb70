import { ClockCard } from './clock-card.tsx';
import { DeliveryCard } from './delivery-card.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { DoubtCard } from './doubt-card.tsx';
import { FaultCard } from './fault-card.tsx';
import { Icon } from './icon.tsx';
import { sim } from './sim.ts';
import { SituationCard } from './situation-card.tsx';
import type { Thread, World } from './types.ts';
import type { LogEntry } from './use-sandbox.ts';

interface RoomProps {
  world: World;
  thread: Thread | null;
  pageId: string | undefined;
  log: LogEntry[];
  run(act: () => Promise<unknown>): void;
}

/** Where the sandbox's clock is moved, faults are switched on, and every delivery and call is seen. */
export function ControlRoom({ world, thread, pageId, log, run }: RoomProps) {
  const startOver = () => {
    if (window.confirm('Forget all messages, posts and faults, and begin anew?'))
      run(() => sim('POST', '/reset', { keepConnections: true }));
  };
  return (
    <section className="column control" aria-label="Control room">
      <div className="column-head">
        <h2>Control room</h2>
        <span className="grow" />
        <span className="quiet">seed {world.seed}</span>
        <button type="button" className="button" onClick={startOver}>
          <Icon name="undo" /> Start over
        </button>
      </div>
      <ClockCard world={world} thread={thread} run={run} />
      <FaultCard world={world} run={run} />
      <SituationCard world={world} pageId={pageId} run={run} />
      <DeliveryCard world={world} run={run} />
      <DoubtCard world={world} run={run} />
      <DeliveryLog world={world} log={log} run={run} />
    </section>
  );
}
