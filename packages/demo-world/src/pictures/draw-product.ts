import type { Paint } from './paint.js';
import { SHAPES, type ShapeName } from './shapes.js';

/** Pixels of both sides. */
export const PICTURE_SIZE = 800;

export interface Picture {
  readonly shape: ShapeName;
  readonly paint: Paint;
  /** Read out to those who do not see the picture. */
  readonly title: string;
}

/** A whole SVG document under 2 kB, square, without scripts, fonts or links. The same picture gives the same text. */
export function drawProduct({ shape, paint, title }: Picture): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="${PICTURE_SIZE}" height="${PICTURE_SIZE}" role="img"><title>${escapeXml(title)}</title>
<rect width="400" height="400" fill="${paint.backdrop}"/><ellipse cx="200" cy="334" rx="140" ry="16" fill="#000" opacity=".1"/>
${SHAPES[shape](paint)}
</svg>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
