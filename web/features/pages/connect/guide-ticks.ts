const place = 'pagedesk.connect-guide';

/** What was ticked by hand in the guide, in this browser. */
export function readTicks(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  } catch {
    // A browser that keeps nothing, or something else lies there: then nothing is ticked.
    return [];
  }
}

export function writeTicks(ticks: readonly string[]): void {
  try {
    localStorage.setItem(place, JSON.stringify(ticks));
  } catch {
    // The ticks last as long as the screen then.
  }
}
