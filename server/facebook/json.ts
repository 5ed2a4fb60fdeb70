/** Any value that JSON can carry. What Meta sends is of this type until a parser has looked at it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object; a key that is absent reads as undefined. */
export type JsonObject = { [key: string]: JsonValue };

// An integer of 16 digits or more that stands where a value may stand. Inside a string this may match
// by chance; then only the slow path is taken in vain.
const MAYBE_LARGE_INTEGER = /[:,[]\s*-?\d{16}/;

// Either a whole string (kept as it is) or a number outside of strings with its fraction and exponent.
const STRING_OR_NUMBER = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const LARGE_INTEGER = /^-?\d{16,}$/;

// PostgreSQL stores neither the character 0 nor half a surrogate pair; in JSON only an escape can bring them.
// Emoji are escaped pairs and must not take the slow path. A pair behind a backslash may be no pair: it does.
const MAYBE_UNSTORABLE =
  /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!(?<!\\)\\ud[89ab][0-9a-f]{2})\\ud[c-f]/i;

// One escape after the other, so that a backslash that is escaped itself begins none; a pair is taken whole.
const ESCAPE = /\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u[0-9a-f]{4}|\\./gi;
const LONE = /^\\u(?:0000|d[89a-f][0-9a-f]{2})$/i;

/**
 * `JSON.parse`, except that
 * - integers of 16 digits and more become strings of the same digits: Meta's ids reach 18 digits, some of them
 *   are sent as JSON numbers, and above 2^53 a JavaScript number loses the last digits;
 * - what no database can store as text (the character 0, half a surrogate pair) becomes U+FFFD.
 *
 * Text that holds neither costs two regular expressions more than `JSON.parse` itself.
 *
 * @throws SyntaxError as `JSON.parse` does.
 */
export function parseJson(text: string): JsonValue {
  const storable = MAYBE_UNSTORABLE.test(text) ? makeStorable(text) : text;
  return JSON.parse(MAYBE_LARGE_INTEGER.test(storable) ? quoteLargeIntegers(storable) : storable);
}

function quoteLargeIntegers(text: string): string {
  return text.replace(STRING_OR_NUMBER, (token) => (LARGE_INTEGER.test(token) ? `"${token}"` : token));
}

/** In the text, not in the value: a body may be nested deeper than a function can call itself. */
function makeStorable(text: string): string {
  return text.replace(ESCAPE, (escape) => (LONE.test(escape) ? '\\ufffd' : escape));
}

/** The value as an object with keys, or null when it is anything else (an array included). */
export function asObject(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

/** The value as a list; empty when it is anything else. */
export function asList(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text that says something: null for the empty string and for anything that is no string. */
export function asText(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

// Meta's longest ids, those of messages, have some 200 characters. Indexes hold two ids of this length, whatever
// their characters: a row of an index has room for 2,704 bytes, a UTF-16 unit takes 3 at most.
const LONGEST_ID = 400;

/**
 * The value as an id. Meta sends ids as strings and, here and there, as numbers; ours are strings always.
 * Null for anything that is neither a non-empty string nor a whole number, and for what is too long to be an id.
 */
export function asId(value: JsonValue | undefined): string | null {
  const word = asWord(value);
  return word === null || word.length > LONGEST_ID ? null : word;
}

/**
 * The value as a word that somebody chose, a button's payload for example: like an id, of any length.
 * Null for anything that is neither a non-empty string nor a whole number.
 */
export function asWord(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null;
}

/** The value as a number, also when it is sent as a string of digits (`num_edit` is). Null otherwise. */
export function asNumber(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^-?\d+(?:\.\d+)?$/.test(value)) return null;
  return Number(value);
}

// Facebook did not exist before 2004; nothing it tells us happens after 2100.
const EARLIEST_MS = Date.UTC(2004, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
// 1e11 seconds lie in the year 5138, 1e11 milliseconds in 1973: below it, a time of Meta's is in seconds.
const SECONDS_BELOW = 1e11;

/**
 * Meta's time as a UTC date. Messaging events count milliseconds, feed changes seconds, the Graph API
 * writes ISO 8601 with `+0000`: all three are understood. Null when the value is no time between 2004 and 2100.
 */
export function asTime(value: JsonValue | undefined): Date | null {
  const number = asNumber(value);
  const ms =
    number === null
      ? typeof value === 'string'
        ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
        : Number.NaN
      : Math.round(Math.abs(number) < SECONDS_BELOW ? number * 1000 : number);
  return ms >= EARLIEST_MS && ms < LATEST_MS ? new Date(ms) : null;
}

/** The value as an address that a browser or a download may follow: http or https only, else null. */
export function asUrl(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && /^https?:\/\/[^\s]/i.test(value) && URL.canParse(value) ? value : null;
}
