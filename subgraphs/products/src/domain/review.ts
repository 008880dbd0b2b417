export interface Review {
  readonly id: string;
  readonly productId: string;
  readonly userId: string;
  /** 1–5 */
  readonly rating: number;
  readonly title: string;
  readonly body: string;
  readonly createdAt: Date;
}
