import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from './http/serve.ts';
import { buildWorld, type WorldName } from './scenarios/build-world.ts';
import { keepInFile, restoreFrom } from './snapshot.ts';
import { Simulation } from './simulation.ts';
import { httpTransport } from './webhooks/transport.ts';
import type { Settings } from './world/settings.ts';
import { machineTime, type Time } from './world/time.ts';
import type { World } from './world/world.ts';

export interface SandboxOptions {
  /** 0 (the default) picks a free one. */
  port?: number;
  host?: string;
  seed?: number;
  world?: WorldName;
  /** A file in which the world is kept between runs; null (the default): memory only. */
  file?: string | null;
  /** Folder of the built screens; null: none. */
  screens?: string | null;
  /** The address others reach it by, when it is not `http://host:port`. */
  publicUrl?: string;
  time?: Time;
  onClock?: (offsetMs: number) => void;
}

export interface Sandbox {
  url: string;
  world: World;
  settings: Settings;
  simulation: Simulation;
  close(): Promise<void>;
}

/** Starts a sandbox and resolves when it serves. Rejects with the error of `listen` when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    port = 0,
    host = '127.0.0.1',
    seed = 4217,
    world = 'empty',
    screens = null,
    time = machineTime,
    file = null,
  } = options;
  const transport = httpTransport();
  const simulation = new Simulation({ time, seed, salt: String(Date.now()), transport });
  if (options.onClock) simulation.clock.onMoved(options.onClock);
  if (file === null || !restoreFrom(simulation, file)) buildWorld(simulation, world);
  const kept = file === null ? null : keepInFile(simulation, file);

  const server = createServer((request, response) => void serve(simulation, screens, request, response));
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  // A server that listens on a port always has an address of this shape.
  const bound = server.address() as AddressInfo;
  const url = options.publicUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${bound.port}`;
  simulation.links.baseUrl = url;
  return {
    url,
    world: simulation.world,
    settings: simulation.settings,
    simulation,
    async close() {
      kept?.save();
      simulation.engine.clear();
      simulation.outbox.clear();
      simulation.clock.clearAlarms();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await transport.close();
    },
  };
}
