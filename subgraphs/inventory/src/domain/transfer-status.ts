export const TRANSFER_STATUSES = ['CREATED', 'IN_TRANSIT', 'RECEIVED', 'CANCELLED'] as const;

/** CREATED: planned, nothing has moved. IN_TRANSIT: the pieces left one shelf and lie on none. */
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

/** From each status to those that may follow. A transfer that is cancelled on its way comes back to where it was sent from. */
export const NEXT_TRANSFER_STATUSES: Readonly<Record<TransferStatus, readonly TransferStatus[]>> = {
  CREATED: ['IN_TRANSIT', 'CANCELLED'],
  IN_TRANSIT: ['RECEIVED', 'CANCELLED'],
  RECEIVED: [],
  CANCELLED: [],
};
