/** Fewer digits are found in every other number. */
const fewestDigits = 3;

/**
 * What is looked for, in pieces that all have to be found: words, or the digits of a phone number however it is
 * written (`+31 30 555 01 84`, `0031-305550184`, `(030) 555 0184`).
 */
export function searchWords(text: string): string[] {
  const digits = text.replaceAll(/\D/g, '').replace(/^0+/, '');
  if (/^[\d\s+()/.-]+$/.test(text) && digits.length >= fewestDigits) return [digits];
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
