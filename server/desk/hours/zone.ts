/** A time in which a zone's clocks are off from UTC by the same. */
export interface ZoneSpan {
  fromMs: number;
  toMs: number;
  /** What is added to an instant to have the clock on the wall. */
  offsetMs: number;
}

/** What the clocks of one time zone show. */
export interface Zone {
  /** The span that an instant lies in. */
  spanAt(ms: number): ZoneSpan;
}

const dayMs = 86_400_000;
/** So many days are looked through at once, one question to `Intl` a day: some tenths of a millisecond. */
const chunkDays = 128;
const chunkMs = chunkDays * dayMs;

const zones = new Map<string, Zone>();

/**
 * The clocks of a time zone, from what `Intl` knows, kept for as long as the process runs.
 *
 * No zone changes its clocks twice within a day, so looking once a day finds every change.
 *
 * @param timeZone  IANA name. @throws RangeError when there is none of this name.
 */
export function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (!zone) {
    zone = makeZone(offsets(timeZone));
    zones.set(timeZone, zone);
  }
  return zone;
}

function makeZone(offsetAt: (ms: number) => number): Zone {
  const chunks = new Map<number, ZoneSpan[]>();
  return {
    spanAt(ms) {
      const chunk = Math.floor(ms / chunkMs);
      let spans = chunks.get(chunk);
      if (!spans) {
        spans = readSpans(offsetAt, chunk * chunkMs);
        chunks.set(chunk, spans);
      }
      const span = spans.find(({ toMs }) => ms < toMs);
      if (!span) throw new Error('A chunk of time has a hole.');
      return span;
    },
  };
}

function readSpans(offsetAt: (ms: number) => number, startMs: number): ZoneSpan[] {
  const spans: ZoneSpan[] = [];
  let fromMs = startMs;
  let offsetMs = offsetAt(startMs);
  for (let at = startMs + dayMs; at <= startMs + chunkMs; at += dayMs) {
    const next = offsetAt(at);
    if (next === offsetMs) continue;
    const toMs = firstWith(offsetAt, next, at - dayMs, at);
    spans.push({ fromMs, toMs, offsetMs });
    [fromMs, offsetMs] = [toMs, next];
  }
  spans.push({ fromMs, toMs: startMs + chunkMs, offsetMs });
  return spans.filter((span) => span.fromMs < span.toMs);
}

/** The first second of a day from which on an offset holds, after `before`, at the latest at `at`. */
function firstWith(offsetAt: (ms: number) => number, offset: number, before: number, at: number): number {
  let [low, high] = [before, at];
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000;
    if (offsetAt(middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}

function offsets(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (ms) => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(ms)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1_000) * 1_000;
  };
}
