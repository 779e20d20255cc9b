import fc from 'fast-check'
import t from 'tap'
import { growthExponent, median, quantile } from '../../bench/statistics.ts'

t.test('the median is in the middle, in any order, and does not change its argument', async t => {
  const values = Object.freeze([3, 1, 2])
  t.equal(median(values), 2)
  t.equal(median([10, 1, 2, 3]), 2.5)
  t.equal(median([7]), 7)
  t.throws(() => median([]), new RangeError('Cannot take a median of []: it must have values'))
})

t.test('a quantile is a value that a share of the values does not exceed', async t => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  t.equal(quantile(hundred, 0.5), 50)
  t.equal(quantile(hundred, 0.99), 99)
  t.equal(quantile(hundred, 1), 100)
  t.equal(quantile(hundred, 0), 1)
  t.equal(quantile([5], 0.99), 5)
  t.throws(() => quantile([], 0.5), new RangeError('Cannot take a quantile of []: it must have values'))
})

t.test('the exponent of a power is found', async () => {
  const exponents = fc.double({ min: -1, max: 3, noNaN: true })
  const factors = fc.double({ min: 0.001, max: 1000, noNaN: true })
  fc.assert(
    fc.property(exponents, factors, (exponent, factor) => {
      const points = [10, 1_000, 50_000].map(size => ({ size, cost: factor * size ** exponent }))
      return Math.abs(growthExponent(points) - exponent) < 1e-9
    }),
  )
})

t.test('points off the line are averaged out', async t => {
  const points = [
    { size: 1, cost: 1 },
    { size: Math.E, cost: Math.E ** 2 },
    { size: Math.E ** 2, cost: Math.E ** 2 },
  ]
  t.equal(growthExponent(points).toFixed(12), '1.000000000000')
})

t.test('one size does not show how the cost grows', async t => {
  const error = new RangeError('Cannot judge the growth of a cost: it must be known for two sizes')
  t.throws(() => growthExponent([]), error)
  t.throws(() => growthExponent([{ size: 10, cost: 1 }]), error)
  t.throws(
    () =>
      growthExponent([
        { size: 10, cost: 1 },
        { size: 10, cost: 2 },
      ]),
    error,
  )
})
