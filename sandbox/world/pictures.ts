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

function portrait(name: string): Buffer {
  const ground = colourOf(name, 0.45, 0.86);
  const shirt = colourOf(`${name} shirt`, 0.35, 0.45);
  const hair = colourOf(`${name} hair`, 0.3, 0.28);
  const skin: Colour = [
    [240, 205, 176],
    [214, 164, 126],
    [160, 110, 78],
    [112, 74, 52],
  ].map(([r = 0, g = 0, b = 0]): Colour => [r, g, b])[name.length % 4] ?? [214, 164, 126];
  return paintPng(size, size, (x, y) => {
    if (isInside(x, y, 80, 70, 28, 33)) return y < 54 ? hair : skin;
    if (isInside(x, y, 80, 64, 35, 38) && y < 82) return hair;
    if (isInside(x, y, 80, 168, 58, 62)) return shirt;
    if (Math.abs(x - 80) < 12 && y > 90 && y < 112) return skin;
    return ground;
  });
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
