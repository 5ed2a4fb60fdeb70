import { createContext, useContext, useSyncExternalStore } from 'react';
import type { LiveConnection, LiveState } from '../lib/live.ts';

const LiveContext = createContext<LiveConnection | null>(null);
export const LiveProvider = LiveContext.Provider;

export function useLive(): LiveConnection {
  const connection = useContext(LiveContext);
  if (!connection) throw new Error('There is no LiveProvider above.');
  return connection;
}

export function useLiveState(): LiveState {
  const connection = useLive();
  return useSyncExternalStore(connection.subscribe, connection.getState);
}
