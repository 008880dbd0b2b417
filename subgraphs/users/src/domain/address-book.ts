export interface SavedAddress {
  readonly id: string;
  readonly userId: string;
  readonly recipient: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly phone: string | null;
  readonly isDefault: boolean;
  readonly createdAt: Date;
}

export const MAX_ADDRESSES = 50;
