/** Figures of the running process, in Prometheus' text form. */
export interface Metrics {
  /** A figure that only grows. The same name again is the same counter. */
  counter(name: string, help: string): Counter;
  /** A figure that is read when somebody asks. `read` answers one value, or several by their labels. */
  gauge(name: string, help: string, read: () => GaugeValues | Promise<GaugeValues>): void;
  /** Everything as text, `text/plain; version=0.0.4`. A figure that cannot be read is left out. */
  render(): Promise<string>;
}

export type Labels = Record<string, string>;
export type GaugeValues = number | readonly { labels: Labels; value: number }[];

export interface Counter {
  /** @param by  how many more; one unless said otherwise. */
  add(labels?: Labels, by?: number): void;
}

interface Family {
  help: string;
  type: 'counter' | 'gauge';
  read: () => GaugeValues | Promise<GaugeValues>;
}

/** An empty registry; a process has one. */
export function createMetrics(): Metrics {
  const families = new Map<string, Family>();
  const counters = new Map<
    string,
    { counter: Counter; values: Map<string, { labels: Labels; value: number }> }
  >();

  return {
    counter(name, help) {
      const known = counters.get(name);
      if (known) return known.counter;
      const values = new Map<string, { labels: Labels; value: number }>();
      const counter: Counter = {
        add(labels = {}, by = 1) {
          const key = JSON.stringify(labels);
          const entry = values.get(key);
          if (entry) entry.value += by;
          else values.set(key, { labels, value: by });
        },
      };
      counters.set(name, { counter, values });
      families.set(name, { help, type: 'counter', read: () => [...values.values()] });
      return counter;
    },
    gauge(name, help, read) {
      families.set(name, { help, type: 'gauge', read });
    },
    async render() {
      const parts = await Promise.all([...families].map(([name, family]) => renderFamily(name, family)));
      return parts.join('');
    },
  };
}

async function renderFamily(name: string, { help, type, read }: Family): Promise<string> {
  let values: GaugeValues;
  try {
    values = await read();
  } catch {
    // A database that does not answer must not hide the figures that need none.
    return '';
  }
  const lines = typeof values === 'number' ? [{ labels: {}, value: values }] : values;
  const body = lines.map(({ labels, value }) => `${name}${renderLabels(labels)} ${value}\n`).join('');
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${body}`;
}

function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
