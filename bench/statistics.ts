/** The value in the middle, or between the two in the middle. Throws a RangeError without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [lower, upper] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  if (lower === undefined || upper === undefined)
    throw new RangeError('Cannot take a median of []: it must have values')
  return (lower + upper) / 2
}

/** The value that a share (0 to 1) of the values does not exceed. Throws a RangeError without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new RangeError('Cannot take a quantile of []: it must have values')
  return value
}

/**
 * The growth of the cost with the size: b of cost = a * size^b, by least squares on the logarithms. At 0 the cost does
 * not grow, at 1 it grows like the size, at 2 like its square. Throws a RangeError unless there are two sizes.
 */
export function growthExponent(points: readonly { size: number; cost: number }[]): number {
  const logarithms = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }))
  const mean = (of: 'x' | 'y') => logarithms.reduce((sum, point) => sum + point[of], 0) / points.length
  const [x, y] = [mean('x'), mean('y')]
  const above = logarithms.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0)
  const below = logarithms.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
  if (!(below > 0)) throw new RangeError('Cannot judge the growth of a cost: it must be known for two sizes')
  return above / below
}
