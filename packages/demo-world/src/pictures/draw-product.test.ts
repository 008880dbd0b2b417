import { describe, expect, it } from 'vitest';
import { drawProduct } from './draw-product.js';
import { paintOf } from './paint.js';
import { SHAPES, type ShapeName } from './shapes.js';

const shapes = Object.keys(SHAPES) as ShapeName[];

describe('drawProduct', () => {
  it.each(shapes)('draws a %s as a small, well-formed SVG without scripts or links', (shape) => {
    const svg = drawProduct({ shape, paint: paintOf('Rust', 120), title: 'A thing' });
    expect(Buffer.byteLength(svg)).toBeLessThan(2_000);
    expect(openTags(svg)).toEqual([]);
    expect(svg).not.toMatch(/undefined|NaN|script|href/);
  });

  it('draws every shape differently, and the same picture alike', () => {
    const draw = (shape: ShapeName) => drawProduct({ shape, paint: paintOf(null, 40), title: 'A thing' });
    expect(new Set(shapes.map(draw)).size).toBe(shapes.length);
    expect(draw('lamp')).toBe(draw('lamp'));
  });

  it('takes its colours from the name of the colour and the hue of the brand', () => {
    const draw = (colour: string | null, hue: number) =>
      drawProduct({ shape: 'mug', paint: paintOf(colour, hue), title: 'Mug' });
    expect(new Set([draw('Rust', 10), draw('Navy', 10), draw('Rust', 200), draw(null, 10)]).size).toBe(4);
  });

  it('escapes the title', () => {
    const svg = drawProduct({ shape: 'mug', paint: paintOf(null, 0), title: '<b>"Cup" & saucer</b>' });
    expect(svg).toContain('<title>&#60;b&#62;&#34;Cup&#34; &#38; saucer&#60;/b&#62;</title>');
  });
});

/** Names of elements that were opened and not closed; throws when one is closed out of turn. */
function openTags(svg: string): string[] {
  const open: string[] = [];
  for (const [, slash, name, attributes] of svg.matchAll(/<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*\/?>/g)) {
    if (slash === '/') expect(open.pop()).toBe(name);
    else if (!svg.includes(`<${name}${attributes}/>`)) open.push(name!);
  }
  expect(svg.replace(/<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*\/?>/g, '')).not.toMatch(/[<>]/);
  return open;
}
