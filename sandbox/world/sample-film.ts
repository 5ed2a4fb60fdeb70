export function sampleFilm(): Buffer {
  return Buffer.alloc(0);
}
