/** The end of a scale from zero: 1, 2, 4, 5 or 10 times a power of ten, so that its half is a round figure as well. */
export function niceTop(most: number): number {
  if (!(most > 2)) return 2;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 4, 6, 8, 10].find((each) => each * power >= most) ?? 10;
  return step * power;
}

type Box = { width: number; height: number; top: number; inset: number };

/** A line through values at even distances, as the `d` of a path; a single value is a level line. */
export function linePath(values: readonly number[], { width, height, top, inset }: Box): string {
  const points = values.length === 1 ? [...values, ...values] : values;
  const x = (index: number) => (index * width) / Math.max(1, points.length - 1);
  const y = (value: number) => height - inset - (value / top) * (height - 2 * inset);
  return points
    .map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('');
}
