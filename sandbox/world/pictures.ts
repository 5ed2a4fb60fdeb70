import { colourOf, paintPng, type Colour } from './png.ts';

const cache = new Map<string, Buffer>();

/** The picture of a person, a page or a sticker: painted when it is first asked for. */
export function pictureOf(kind: 'person' | 'page' | 'sticker', name: string): Buffer {
  const key = `${kind} ${name}`;
  const known = cache.get(key);
  if (known) return known;
  const painted = kind === 'person' ? portrait(name) : kind === 'page' ? emblem(name) : sticker(name);
  if (cache.size > 500) cache.clear();
  cache.set(key, painted);
  return painted;
}

const size = 160;

/** What people show of themselves: a landscape, overlapping rounds, or a shape of head and shoulders. */
function portrait(name: string): Buffer {
  const pale = colourOf(name, 0.4, 0.88);
  const middle = colourOf(name, 0.38, 0.64);
  const deep = colourOf(name, 0.4, 0.42);
  const warm: Colour = [240, 196, 140];
  const turn = numberOf(name);
  const slope = (turn % 7) + 4;
  if (turn % 3 === 0) {
    return paintPng(size, size, (x, y) => {
      if (y > 112 + slope * 2 * Math.sin((x + turn) / 24)) return deep;
      if (y > 88 + slope * 3 * Math.sin((x - turn) / 31)) return middle;
      return isInside(x, y, 50 + (turn % 60), 48, 17, 17) ? warm : pale;
    });
  }
  if (turn % 3 === 1) {
    return paintPng(size, size, (x, y) => {
      const isInFirst = isInside(x, y, 58, 70 + slope, 40, 40);
      const isInSecond = isInside(x, y, 100, 92 - slope, 40, 40);
      if (isInFirst && isInSecond) return deep;
      if (isInFirst) return middle;
      return isInSecond ? warm : pale;
    });
  }
  return paintPng(size, size, (x, y) => {
    if (isInside(x, y, 80, 66, 29, 31)) return deep;
    return isInside(x, y, 80, 170, 60, 62) ? middle : pale;
  });
}

function numberOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 33 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum;
}

/** A pine over water, for any page. */
function emblem(name: string): Buffer {
  const ground = colourOf(name, 0.3, 0.9);
  const ink = colourOf(name, 0.35, 0.3);
  const water = colourOf(name, 0.35, 0.6);
  return paintPng(size, size, (x, y) => {
    const reach = y < 60 ? (y - 28) * 0.7 : y < 86 ? (y - 46) * 0.8 : (y - 62) * 0.85;
    if (y > 28 && y < 112 && Math.abs(x - 80) < reach) return ink;
    if (Math.abs(x - 80) < 5 && y >= 112 && y < 122) return ink;
    if (y > 124 + 3 * Math.sin(x / 7) && y < 134 + 3 * Math.sin(x / 7) && x > 30 && x < 130) return water;
    return ground;
  });
}

function sticker(name: string): Buffer {
  const face = colourOf(name, 0.75, 0.62);
  const ink: Colour = [46, 42, 40];
  return paintPng(size, size, (x, y) => {
    if (isInside(x, y, 58, 66, 7, 11) || isInside(x, y, 102, 66, 7, 11)) return ink;
    const isSmile = isInside(x, y, 80, 88, 36, 30) && !isInside(x, y, 80, 80, 38, 28) && y > 90;
    if (isSmile) return ink;
    return isInside(x, y, 80, 80, 70, 70) ? face : [255, 255, 255];
  });
}

function isInside(x: number, y: number, cx: number, cy: number, rx: number, ry: number): boolean {
  return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;
}
