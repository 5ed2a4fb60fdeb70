/**
 * Patterns that administrators write, run over what strangers write: a subset of regular expressions, matched without
 * backtracking. Work is counted; a text that would take too much of it is given up, whatever pattern and text are.
 *
 * Letters in either case are the same. Understood: characters, `.`, `[a-z]`, `[^a-z]`, `\d \w \s` and their opposites,
 * `\b`, `^`, `$`, groups, `|`, `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`. Not: back references and look-around.
 */
export interface LinearPattern {
  /**
   * Where it is found: of each place the longest find that `accepts` takes, from left to right, none over another.
   * Null when that would take more work than a text of this length is worth.
   */
  findAll(text: string, accepts?: (find: string) => boolean): Span[] | null;
}

export interface Span {
  start: number;
  /** Exclusive. */
  end: number;
}

/** Why a pattern cannot be used: a sentence for whoever wrote it. */
export class PatternProblem extends Error {
  override readonly name = 'PatternProblem';
}

/** @throws PatternProblem for what is not understood, and for what would be too large. */
export function compilePattern(source: string): LinearPattern {
  const program = compile(parse(source));
  const first = firstOf(program);
  return {
    findAll: (text, accepts = () => true) => findAll(program, first, text, accepts),
  };
}

/** A set of UTF-16 units: a table for ASCII, ranges beyond. */
interface UnitSet {
  ascii: Uint8Array;
  ranges: readonly (readonly [from: number, to: number])[];
  isOpposite: boolean;
}

type Tree =
  | { kind: 'unit'; set: UnitSet }
  | { kind: 'edge'; edge: Edge }
  | { kind: 'all'; parts: Tree[] }
  | { kind: 'any'; parts: Tree[] }
  | { kind: 'repeat'; part: Tree; min: number; max: number };

type Edge = 'word' | 'no-word' | 'start' | 'end';

type Step =
  | { op: 'unit'; set: UnitSet }
  | { op: 'edge'; edge: Edge }
  | { op: 'fork'; to: number; or: number }
  | { op: 'go'; to: number }
  | { op: 'found' };

const mostSteps = 4_000;
const mostRepeats = 1_000;
const deepest = 60;

function parse(source: string): Tree {
  let at = 0;
  let depth = 0;
  const peek = () => source[at];
  const take = (text: string) => {
    if (!source.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };

  const readAny = (): Tree => {
    if (++depth > deepest) throw new PatternProblem('Its groups are nested too deep.');
    const parts = [readAll()];
    while (take('|')) parts.push(readAll());
    depth -= 1;
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts };
  };

  const readAll = (): Tree => {
    const parts: Tree[] = [];
    while (at < source.length && peek() !== '|' && peek() !== ')') parts.push(readRepeated());
    return { kind: 'all', parts };
  };

  const readRepeated = (): Tree => {
    let part = readOne();
    for (;;) {
      const times = readTimes();
      if (!times) return part;
      if (part.kind === 'edge') throw new PatternProblem('An edge (^, $, \\b) cannot be repeated.');
      part = { kind: 'repeat', part, ...times };
      // Lazy ones find the same place; which end is taken is not for the pattern to say.
      take('?');
    }
  };

  const readTimes = (): { min: number; max: number } | null => {
    if (take('*')) return { min: 0, max: Infinity };
    if (take('+')) return { min: 1, max: Infinity };
    if (take('?')) return { min: 0, max: 1 };
    const found = /^\{(\d{1,6})(?:(,)(\d{1,6})?)?\}/.exec(source.slice(at));
    if (!found) return null;
    at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === undefined ? Infinity : Number(found[3]);
    if (max < min) throw new PatternProblem('In {2,5} the second number is the larger one.');
    if (min > mostRepeats || (max !== Infinity && max > mostRepeats)) {
      throw new PatternProblem(`Something can be repeated ${mostRepeats} times at most.`);
    }
    return { min, max };
  };

  const readOne = (): Tree => {
    if (take('(')) {
      if (take('?') && !take(':'))
        throw new PatternProblem('Of the groups that begin with (? only (?: can be used.');
      const inner = readAny();
      if (!take(')')) throw new PatternProblem('A bracket ( is not closed.');
      return inner;
    }
    if (take('[')) return { kind: 'unit', set: readClass() };
    if (take('.')) return { kind: 'unit', set: opposite(setOf('\n\r')) };
    if (take('^')) return { kind: 'edge', edge: 'start' };
    if (take('$')) return { kind: 'edge', edge: 'end' };
    if (take('\\')) return readEscape();
    const unit = peek() ?? '';
    if ('*+?'.includes(unit))
      throw new PatternProblem(`There is nothing before ${unit} that could be repeated.`);
    at += 1;
    return { kind: 'unit', set: setOf(unit) };
  };

  const readEscape = (): Tree => {
    const letter = source[at++];
    if (letter === 'b') return { kind: 'edge', edge: 'word' };
    if (letter === 'B') return { kind: 'edge', edge: 'no-word' };
    return { kind: 'unit', set: classOfEscape(letter) };
  };

  const classOfEscape = (letter: string | undefined): UnitSet => {
    switch (letter) {
      case undefined:
        throw new PatternProblem('It ends with a single \\.');
      case 'd':
        return digits;
      case 'D':
        return opposite(digits);
      case 'w':
        return wordUnits;
      case 'W':
        return opposite(wordUnits);
      case 's':
        return spaces;
      case 'S':
        return opposite(spaces);
      case 'n':
        return setOf('\n');
      case 'r':
        return setOf('\r');
      case 't':
        return setOf('\t');
      default:
        if (/[a-z0-9]/i.test(letter)) throw new PatternProblem(`\\${letter} is not understood.`);
        return setOf(letter);
    }
  };

  const readClass = (): UnitSet => {
    const isOpposite = take('^');
    const sets: UnitSet[] = [];
    let isFirst = true;
    for (;;) {
      if (at >= source.length) throw new PatternProblem('A bracket [ is not closed.');
      if (!isFirst && take(']')) break;
      isFirst = false;
      const from = source[at++] ?? '';
      if (from === '\\') {
        sets.push(classOfEscape(source[at++]));
        continue;
      }
      const to = source[at + 1];
      if (peek() !== '-' || to === undefined || to === ']') {
        sets.push(setOf(from));
        continue;
      }
      at += 2;
      const end = to === '\\' ? source[at++] : to;
      if (end === undefined || end < from)
        throw new PatternProblem(`The range ${from}-${to} runs backwards.`);
      sets.push(rangeOf(from.charCodeAt(0), end.charCodeAt(0)));
    }
    const set = union(sets);
    return isOpposite ? opposite(set) : set;
  };

  const tree = readAny();
  if (at < source.length) throw new PatternProblem('A bracket ) has no partner.');
  return tree;
}

function compile(tree: Tree): readonly Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= mostSteps)
      throw new PatternProblem('It is too large: repeat less, or shorter things.');
    return steps.push(step) - 1;
  };
  const fork = () => {
    const step = { op: 'fork' as const, to: 0, or: 0 };
    add(step);
    return step;
  };
  const emit = (node: Tree): void => {
    switch (node.kind) {
      case 'unit':
        add({ op: 'unit', set: node.set });
        return;
      case 'edge':
        add({ op: 'edge', edge: node.edge });
        return;
      case 'all':
        for (const part of node.parts) emit(part);
        return;
      case 'any': {
        const ends: { op: 'go'; to: number }[] = [];
        node.parts.forEach((part, i) => {
          const isLast = i === node.parts.length - 1;
          const choice = isLast ? null : fork();
          if (choice) choice.to = steps.length;
          emit(part);
          if (!choice) return;
          const end = { op: 'go' as const, to: 0 };
          add(end);
          ends.push(end);
          choice.or = steps.length;
        });
        for (const end of ends) end.to = steps.length;
        return;
      }
      case 'repeat': {
        for (let i = 0; i < node.min; i++) emit(node.part);
        if (node.max === Infinity) {
          const start = steps.length;
          const choice = fork();
          choice.to = steps.length;
          emit(node.part);
          add({ op: 'go', to: start });
          choice.or = steps.length;
          return;
        }
        const exits = Array.from({ length: node.max - node.min }, () => {
          const choice = fork();
          choice.to = steps.length;
          emit(node.part);
          return choice;
        });
        for (const exit of exits) exit.or = steps.length;
      }
    }
  };
  emit(tree);
  add({ op: 'found' });
  return steps;
}

/** So many steps is a text worth, by its length; the most of them are some 50 ms (measured 2026-11-26). */
const fixedWork = 200_000;
const workPerUnit = 500;
const mostWork = 4_000_000;

function findAll(
  program: readonly Step[],
  first: UnitSet | null,
  text: string,
  accepts: (find: string) => boolean,
): Span[] | null {
  const spans: Span[] = [];
  let left = Math.min(fixedWork + text.length * workPerUnit, mostWork);
  const seenAt = new Int32Array(program.length).fill(-1);
  let stamp = 0;
  let now: number[] = [];
  let next: number[] = [];
  const pending: number[] = [];

  /** Follows all that takes no character. @returns whether the end of the pattern is reached. */
  const follow = (from: number, at: number, into: number[]): boolean => {
    let isFound = false;
    pending.push(from);
    while (pending.length > 0) {
      const pc = pending.pop() ?? 0;
      if (seenAt[pc] === stamp) continue;
      seenAt[pc] = stamp;
      left -= 1;
      const step = program[pc];
      switch (step?.op) {
        case 'unit':
          into.push(pc);
          break;
        case 'edge':
          if (isAtEdge(step.edge, text, at)) pending.push(pc + 1);
          break;
        case 'fork':
          pending.push(step.to, step.or);
          break;
        case 'go':
          pending.push(step.to);
          break;
        default:
          isFound = true;
      }
    }
    return isFound;
  };

  let start = 0;
  while (start < text.length) {
    if (first && !has(first, text.charCodeAt(start))) {
      start += 1;
      continue;
    }
    const ends: number[] = [];
    now = [];
    stamp += 1;
    follow(0, start, now);
    for (let at = start; at < text.length && now.length > 0; at++) {
      const unit = text.charCodeAt(at);
      next = [];
      stamp += 1;
      let isFound = false;
      for (const pc of now) {
        left -= 1;
        const step = program[pc];
        if (step?.op === 'unit' && has(step.set, unit)) isFound = follow(pc + 1, at + 1, next) || isFound;
      }
      if (isFound) ends.push(at + 1);
      if (left < 0) return null;
      now = next;
    }
    const end = ends.toReversed().find((each) => accepts(text.slice(start, each)));
    if (end === undefined) {
      start += 1;
      continue;
    }
    spans.push({ start, end });
    start = end;
  }
  return spans;
}

/** What a find can begin with; null when that cannot be told beforehand. */
function firstOf(program: readonly Step[]): UnitSet | null {
  const sets: UnitSet[] = [];
  const seen = new Set<number>();
  const pending = [0];
  while (pending.length > 0) {
    const pc = pending.pop() ?? 0;
    if (seen.has(pc)) continue;
    seen.add(pc);
    const step = program[pc];
    if (step?.op === 'unit') sets.push(step.set);
    else if (step?.op === 'edge') pending.push(pc + 1);
    else if (step?.op === 'fork') pending.push(step.to, step.or);
    else if (step?.op === 'go') pending.push(step.to);
  }
  return sets.some((set) => set.isOpposite) ? null : union(sets);
}

function isAtEdge(edge: Edge, text: string, at: number): boolean {
  if (edge === 'start') return at === 0;
  if (edge === 'end') return at === text.length;
  const isBefore = at > 0 && has(wordUnits, text.charCodeAt(at - 1));
  const isBehind = at < text.length && has(wordUnits, text.charCodeAt(at));
  return (isBefore !== isBehind) === (edge === 'word');
}

function has({ ascii, ranges, isOpposite }: UnitSet, unit: number): boolean {
  const isIn = unit < 128 ? ascii[unit] === 1 : ranges.some(([from, to]) => unit >= from && unit <= to);
  return isIn !== isOpposite;
}

/** Both cases of each letter. */
function rangeOf(from: number, to: number): UnitSet {
  const ascii = new Uint8Array(128);
  const ranges: [number, number][] = to >= 128 ? [[Math.max(from, 128), to]] : [];
  for (let unit = from; unit <= Math.min(to, 127); unit++) {
    for (const form of bothCases(unit)) ascii[form] = 1;
  }
  // Of a single letter beyond ASCII the other case too; a range is taken as it is written.
  if (from === to && from >= 128)
    for (const form of bothCases(from)) if (form >= 128) ranges.push([form, form]);
  return { ascii, ranges, isOpposite: false };
}

function bothCases(unit: number): number[] {
  const letter = String.fromCharCode(unit);
  return [letter.toLowerCase(), letter.toUpperCase()]
    .filter((form) => form.length === 1)
    .map((form) => form.charCodeAt(0));
}

function setOf(units: string): UnitSet {
  return union(units.split('').map((unit) => rangeOf(unit.charCodeAt(0), unit.charCodeAt(0))));
}

function opposite(set: UnitSet): UnitSet {
  return { ...set, isOpposite: !set.isOpposite };
}

function union(sets: readonly UnitSet[]): UnitSet {
  const ascii = new Uint8Array(128);
  const ranges: (readonly [number, number])[] = [];
  for (const set of sets) {
    for (let unit = 0; unit < 128; unit++) if (has(set, unit)) ascii[unit] = 1;
    ranges.push(...(set.isOpposite ? beyond(set.ranges) : set.ranges));
  }
  return { ascii, ranges, isOpposite: false };
}

/** All units beyond ASCII that are in none of these ranges. */
function beyond(ranges: UnitSet['ranges']): [number, number][] {
  const out: [number, number][] = [];
  let from = 128;
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (start > from) out.push([from, start - 1]);
    from = Math.max(from, end + 1);
  }
  if (from <= 0xff_ff) out.push([from, 0xff_ff]);
  return out;
}

const digits = rangeOf(48, 57);
const wordUnits = union([rangeOf(97, 122), digits, setOf('_')]);
const spaces = union([setOf(' \t\n\r\f\v\u00a0\u2028\u2029\u202f\u3000\ufeff'), rangeOf(0x20_00, 0x20_0a)]);
