import t from 'tap'
import { createApiClient } from '../../local/kubernetes/api-client.ts'
import { ApiError } from '../../local/kubernetes/api-error.ts'
import { readKubeconfig } from '../../local/kubernetes/kubeconfig.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'
import { omitUndefined, text } from '../fixtures/life/written-metadata.ts'
import { statuses } from '../fixtures/manifests/lax-statuses.ts'
import { pathOf } from '../fixtures/manifests/laxly-stored.ts'
import { type Manifest, manifest, type Spec } from '../fixtures/manifests/manifests.ts'
import { fc } from '../fixtures/properties.ts'

const { controlPlane } = await startTestKinds(t)
const connection = await readKubeconfig(controlPlane.kubeconfig)
t.teardown(() => connection.agent.destroy())
const api = createApiClient(connection, { reserve: () => 0, tryTake: () => true })
const contentType = 'application/merge-patch+json'

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 })
const amount = fc.oneof(
  fc.constantFrom('0', '0.000', '00.01', '-0', '1.', '29.90', '29.905', '999999999999.999', '1e3'),
  fc.integer({ min: 1, max: 1_000_000 }).map(cents => (cents / 100).toFixed(2)),
)
const currency = fc.constantFrom('EUR', 'EUR', 'USD', 'JPY', 'KWD', 'HUF', 'XXX', 'eur')
const address = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.constantFrom('http://127.0.0.1:3080/', 'https://[::1]', 'https://a b', 'https://a@b/', '//tickets.example.com'),
  text(300).map(path => `https://tickets.example.com/${path}`),
)
const checkout = fc
  .record({
    orderUid: text(64),
    provider: fc.constantFrom('STRIPE', 'PAYPAL', 'PAYPAL', 'BANK'),
    amount,
    currency,
    returnTo: address,
    language: maybe(fc.constantFrom('de', 'it-CH', 'x', 'constructor')),
    returned: maybe(fc.boolean()),
  })
  .map(omitUndefined)
const refund = fc.record({ amount, currency, reason: text(500) })

/** The fate of an object that somebody writes: every later write of an accepted one must succeed. */
async function live(kind: string, spec: Spec): Promise<'accepted' | 'refused'> {
  let stored: Manifest
  try {
    stored = (await api.request('POST', pathOf(kind), { body: manifest({ kind, spec }) })) as Manifest
  } catch (error) {
    if (error instanceof ApiError && error.code < 500) return 'refused'
    throw error
  }
  const path = pathOf(kind, stored.metadata?.name)
  await api.request('PUT', `${path}/status`, { body: { ...stored, status: statuses[kind] } })
  for (const body of [
    { metadata: { labels: { seen: 'yes' } } },
    ...(kind === 'Checkout' ? [{ spec: { returned: true } }] : []),
    { metadata: { labels: null } },
  ])
    await api.request('PATCH', path, { body, contentType })
  await api.request('DELETE', path)
  return 'accepted'
}

for (const [kind, specs] of [
  ['Checkout', checkout],
  ['Refund', refund],
] as const) {
  t.test(`every ${kind} that the API server accepts can be changed, reported and deleted`, async t => {
    const fates: string[] = []
    const property = fc.asyncProperty<[Spec]>(specs, async spec => {
      fates.push(await live(kind, spec))
    })
    await fc.assert(property, { numRuns: 150 })
    for (const fate of ['accepted', 'refused']) t.ok(fates.filter(one => one === fate).length > 10, fate)
  })
}
