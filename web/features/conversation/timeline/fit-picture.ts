/** The largest box of a picture in a bubble, in CSS pixels. */
const widest = 280;
const tallest = 320;
const narrowest = 96;

/** The size to keep free for a picture before it is there, so that nothing jumps when it comes. */
export function fitPicture(width: number | null, height: number | null): { width: number; height: number } {
  if (width === null || height === null || width <= 0 || height <= 0) return { width: 240, height: 180 };
  const scale = Math.min(1, widest / width, tallest / height);
  return {
    width: Math.max(narrowest, Math.round(width * scale)),
    height: Math.max(narrowest / 2, Math.round(height * scale)),
  };
}
