/**
 * A body in the form in which Meta puts it on the wire: ASCII only, everything else as lowercase `\uXXXX` of its
 * UTF-16 units, `/` as `\/`. Lone surrogates survive.
 */
export function encodeBody(body: unknown): string {
  return (
    JSON.stringify(body)
      // oxlint-disable-next-line no-control-regex
      .replace(/[^\x00-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replaceAll('/', '\\/')
  );
}
