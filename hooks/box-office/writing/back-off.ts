/** Milliseconds to wait after so many failures in a row (1 or more): 100, doubling up to `most`. */
export function backOffMs(failures: number, { longestMs }: { longestMs: number }): number {
  return Math.min(longestMs, 100 * 2 ** (failures - 1))
}
