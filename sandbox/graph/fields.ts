import { invalidParameter } from './graph-error.ts';

/** One asked-for field: `messages.limit(5){id,from}` has arguments and parts. */
export interface FieldSpec {
  name: string;
  args: Record<string, string>;
  parts: FieldSpec[] | null;
}

/** Reads `a,b{c,d},e.limit(5){f}`. */
export function parseFields(given: string): FieldSpec[] {
  const text = given.replace(/\s+/g, '');
  let at = 0;

  function list(closing: string): FieldSpec[] {
    const specs: FieldSpec[] = [];
    while (at < text.length && text[at] !== closing) {
      specs.push(field());
      if (text[at] === ',') at += 1;
    }
    return specs;
  }

  function field(): FieldSpec {
    const name = word(/[\w-]/);
    if (name === '') throw syntax();
    const spec: FieldSpec = { name, args: {}, parts: null };
    while (text[at] === '.') {
      at += 1;
      const argument = word(/\w/);
      if (text[at] !== '(') throw syntax();
      at += 1;
      spec.args[argument] = word(/[^)]/);
      at += 1;
    }
    if (text[at] === '{') {
      at += 1;
      spec.parts = list('}');
      if (text[at] !== '}') throw syntax();
      at += 1;
    }
    return spec;
  }

  function word(letter: RegExp): string {
    const start = at;
    while (at < text.length && letter.test(text[at] ?? '')) at += 1;
    return text.slice(start, at).trim();
  }

  function syntax() {
    const near = text.slice(Math.max(0, at - 1), at + 10);
    return invalidParameter(`Syntax error "Expected name." at character ${at}: ${near}`);
  }

  const specs = list('');
  if (at < text.length) throw syntax();
  return specs;
}

/** How each field of a kind of object is read. Undefined: the field is left out. */
export type Readers<Subject, Context> = Record<
  string,
  (subject: Subject, context: Context, spec: FieldSpec) => unknown
>;

export interface NodeKind<Subject, Context> {
  name: string;
  defaults: readonly string[];
  readers: Readers<Subject, Context>;
}

/** The asked-for fields of an object; `id` always comes along. */
export function readFields<Subject, Context>(
  kind: NodeKind<Subject, Context>,
  subject: Subject,
  context: Context,
  specs: FieldSpec[] | null,
): Record<string, unknown> {
  const wanted = specs ?? kind.defaults.map((name): FieldSpec => ({ name, args: {}, parts: null }));
  const answer: Record<string, unknown> = {};
  for (const spec of wanted) {
    const reader = kind.readers[spec.name];
    if (!reader) {
      throw invalidParameter(`Tried accessing nonexisting field (${spec.name}) on node type (${kind.name})`);
    }
    answer[spec.name] = reader(subject, context, spec);
  }
  if (!('id' in answer) && kind.readers['id']) {
    answer['id'] = kind.readers['id'](subject, context, { name: 'id', args: {}, parts: null });
  }
  return answer;
}

/** The asked-for parts of a plain value, or of each entry of a list under `data`; without parts, all of it. */
export function readParts(value: unknown, parts: FieldSpec[] | null): unknown {
  if (parts === null || typeof value !== 'object' || value === null) return value;
  const whole: Record<string, unknown> = { ...value };
  if (Array.isArray(whole['data']))
    return { ...whole, data: whole['data'].map((entry: unknown) => readParts(entry, parts)) };
  const wanted = parts.map(({ name, parts: inner }) => [name, readParts(whole[name], inner)] as const);
  return { ...Object.fromEntries(wanted), ...('id' in whole && { id: whole['id'] }) };
}
