/** Where an order stands (row OR-2). */
export const orderStatuses = [
  'pending',
  'paid',
  'fulfilled',
  'partly-refunded',
  'refunded',
  'canceled',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/** What may follow what. Money that came in never goes back to pending; refunded and canceled are final. */
export const orderTransitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['paid', 'canceled'],
  paid: ['fulfilled', 'partly-refunded', 'refunded'],
  fulfilled: ['partly-refunded', 'refunded'],
  'partly-refunded': ['partly-refunded', 'refunded'],
  refunded: [],
  canceled: [],
};

export function mayFollow(from: OrderStatus, to: OrderStatus): boolean {
  return orderTransitions[from].includes(to);
}
