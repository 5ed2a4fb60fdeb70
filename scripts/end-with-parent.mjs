const lookEveryMs = 500;

/**
 * Ends this process, as SIGTERM would, when the npm that started it is gone: npm passes a signal on to its
 * shell alone, and the shell takes it along without a word to us. Started without npm, we stand alone.
 */
export function endWithParent() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs);
  timer.unref();
}
