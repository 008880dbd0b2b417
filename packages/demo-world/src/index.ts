export {
  catalogueParser,
  type ImportedProduct,
  parseCatalogueLine,
  type SkippedLine,
} from './import/parse-catalogue-line.js';
export { DEMO_LOGINS, DEMO_PASSWORD } from './people/logins.js';
export { drawProduct, type Picture } from './pictures/draw-product.js';
export { type Paint, paintOf } from './pictures/paint.js';
export type { ShapeName } from './pictures/shapes.js';
export type * from './types.js';
export { createWorld, type WorldOptions } from './world.js';
