/** The four tones of a picture, as CSS colours. */
export interface Paint {
  readonly body: string;
  /** The darker side of the body. */
  readonly shade: string;
  /** Small parts: buttons, labels, straps. */
  readonly accent: string;
  readonly backdrop: string;
}

/** Hue in degrees, saturation and lightness in percent. */
type Tone = readonly [hue: number, saturation: number, lightness: number];

const NAMED_TONES: Readonly<Record<string, Tone>> = {
  Black: [220, 8, 20],
  Blue: [212, 62, 48],
  'Blue-black': [216, 46, 26],
  Brown: [24, 42, 34],
  Copper: [20, 56, 50],
  Cream: [44, 52, 84],
  Forest: [152, 36, 28],
  Graphite: [215, 8, 32],
  Green: [142, 44, 40],
  Grey: [215, 6, 58],
  Honey: [36, 68, 58],
  Indigo: [226, 40, 32],
  Ivory: [48, 46, 88],
  Midnight: [226, 40, 22],
  Moss: [86, 26, 38],
  Natural: [34, 48, 68],
  Navy: [218, 48, 26],
  Oak: [34, 42, 60],
  Oat: [38, 34, 80],
  Ochre: [40, 70, 48],
  Olive: [72, 28, 36],
  Oxblood: [352, 52, 28],
  Pastel: [330, 48, 80],
  Rainbow: [8, 72, 56],
  Red: [2, 66, 48],
  Rust: [16, 60, 44],
  Sage: [120, 16, 60],
  Sand: [36, 38, 72],
  Silver: [210, 10, 76],
  Slate: [208, 16, 42],
  Steel: [206, 10, 66],
  Terracotta: [14, 50, 56],
  Violet: [272, 40, 42],
  Walnut: [24, 34, 32],
  White: [210, 16, 95],
};

/**
 * @param colourName  a colour option's value; null, or a name without a tone, takes its tone from the brand
 * @param brandHue    degrees, also gives the accent and the backdrop
 */
export function paintOf(colourName: string | null, brandHue: number): Paint {
  const named = colourName === null ? undefined : NAMED_TONES[colourName];
  const [hue, saturation, lightness] = named ?? [brandHue, 46, 46];
  return {
    body: css(hue, saturation, lightness),
    shade: css(hue, saturation, Math.max(8, lightness - 14)),
    accent: css((brandHue + 150) % 360, 62, lightness > 55 ? 42 : 66),
    backdrop: css(brandHue, 34, 93),
  };
}

function css(hue: number, saturation: number, lightness: number): string {
  return `hsl(${hue} ${saturation}% ${lightness}%)`;
}
