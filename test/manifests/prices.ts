import t from 'tap'
import { priceInMinorUnits } from '../../hooks/rules/money.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'
import { tryToCreate } from '../fixtures/manifests/manifests.ts'
import { fc } from '../fixtures/properties.ts'

const { api } = await startTestKinds(t)
const billion = 100_000_000_000
const cents = fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: billion }))
const price = cents.map(value => value / 100)
const odd = fc.oneof(
  price,
  fc.tuple(price, price).map(([one, other]) => Math.abs(one - other)),
  fc.tuple(price, fc.constantFrom(1e-3, 1e-5, 3e-6, 1e-6, 1e-9)).map(([one, more]) => one + more),
  fc.constantFrom(0, 1e-3, 1e-7, 1e-9, 1e-11, 0.005, 0.0049999, 0.00999999, 0.01, 0.010000001, 1_000_000_000),
  fc.double({ min: 0, max: 1_000_000_000, noNaN: true }),
)

t.test('every amount of cents is a price', async () => {
  const isAccepted = async (value: number) =>
    (await tryToCreate(api, { kind: 'Plan', spec: { price: value } })) === undefined
  await fc.assert(fc.asyncProperty(price, isAccepted), { numRuns: 150 })
})

t.test('the API server accepts a price exactly if the sale can read it', async () => {
  const agrees = async (value: number) => {
    const refusal = await tryToCreate(api, { kind: 'Plan', spec: { price: value } })
    const isRead = value <= 1_000_000_000 && priceInMinorUnits(value, 'EUR') !== undefined
    return isRead ? refusal === undefined : /must have at most two decimals|less than or equal/.test(refusal ?? '')
  }
  await fc.assert(fc.asyncProperty(odd, agrees), { numRuns: 250 })
})
