const graceMilliseconds = 120_000

/**
 * Until when a reservation stays whose own order is not seen, in milliseconds since 1970; 0 for not at all. A younger order of its name
 * shows that its own is gone; otherwise only time does, because the view of the orders may be old.
 */
export function keptUntil(createdAt: number, namesakeCreatedAt: number | undefined): number {
  if (namesakeCreatedAt !== undefined && namesakeCreatedAt > createdAt) return 0
  return createdAt + graceMilliseconds
}
