import { isServerOf } from './postmaster-files.ts';

const lookEveryMs = 1_000;

/**
 * Tells once when a server is gone that nobody asked to leave: killed, or out of memory. Its process is looked
 * at, since one that was adopted is no child of ours.
 *
 * A server that loses one of its own processes recovers by itself and is not gone.
 *
 * @returns a function that ends the watch.
 */
export function watchServer(clusterDir: string, pid: number, onGone: () => void): () => void {
  const timer = setInterval(() => {
    if (answersSignals(pid) && (process.platform !== 'linux' || isServerOf(clusterDir, pid))) return;
    clearInterval(timer);
    onGone();
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Cheap everywhere; on Linux alone the rest is cheap too, and tells a zombie from a server. */
function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
