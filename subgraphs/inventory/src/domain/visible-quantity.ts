/** Up to this many pieces everybody may know how many are left; above it only staff. */
export const LOW_STOCK_QUANTITY = 10;

/** @returns pieces, or null when this viewer is not told */
export function visibleQuantity(available: number, { isStaff }: { isStaff: boolean }): number | null {
  return isStaff || available <= LOW_STOCK_QUANTITY ? available : null;
}
