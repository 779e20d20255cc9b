/** Milliseconds to wait after so many failures in a row (1 or more): 100, doubling up to `most`. */
export function backOffMs(failures: number, { most }: { most: number }): number {
  return Math.min(most, 100 * 2 ** (failures - 1))
}
