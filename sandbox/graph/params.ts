import { invalidParameter } from './graph-error.ts';

/**
 * The parameters of a call, wherever they stood: query, form, JSON body. In forms and queries objects come as JSON
 * text, booleans and numbers as words; both are understood.
 */
export class Params {
  readonly #values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  get all(): Record<string, unknown> {
    return this.#values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') throw invalidParameter(`Param ${name} must be a string`);
    return String(value as string | number | boolean);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw invalidParameter(`The parameter ${name} is required`);
    return value;
  }

  boolean(name: string): boolean {
    return ['true', '1'].includes(this.text(name)?.toLowerCase() ?? '');
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    if (!/^\d+$/.test(value)) throw invalidParameter(`Param ${name} must be an integer`);
    return Number(value);
  }

  object(name: string): Record<string, unknown> | undefined {
    const value = parsed(this.#values[name]);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'object' || Array.isArray(value))
      throw invalidParameter(`Param ${name} must be a JSON object`);
    return { ...value };
  }

  /** The id of `recipient`, which is an object in bodies and a plain id in some queries. */
  recipientId(): string | undefined {
    const value = parsed(this.#values['recipient']);
    if (typeof value === 'string' && /^\d+$/.test(value)) return value;
    if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
    return String(value.id);
  }

  /** A list: a JSON array, or words parted by commas. */
  words(name: string): string[] | undefined {
    const value = parsed(this.#values[name]);
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value)) return value.map(String);
    return String(value as string | number)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  }

  list(name: string): unknown[] | undefined {
    const value = parsed(this.#values[name]);
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw invalidParameter(`Param ${name} must be an array.`);
    return value;
  }
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  return parseJson(value) ?? parseJson(value.replaceAll("'", '"')) ?? value;
}

/** Undefined when it is no JSON. Ids of 16 and more digits stay exact by becoming strings. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(/\d{16}/.test(text) ? quoteLongNumbers(text) : text);
  } catch {
    return undefined;
  }
}

/** Strings are matched first, so that digits inside them stay as they are. */
function quoteLongNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|(?<![\d.])\d{16,}(?![\d.eE])/g, (part) =>
    part.startsWith('"') ? part : `"${part}"`,
  );
}
