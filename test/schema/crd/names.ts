import t from 'tap'
import {
  boundedName,
  boundedPoolName,
  couponName,
  orderName,
  paymentName,
  planName,
  poolName,
} from '../../../hooks/schema/crd/names.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const description = 'Which one.'
const builders = { planName, poolName, orderName, couponName, paymentName }
const longestOf = { planName: 55, poolName: 54, orderName: 55, couponName: 253, paymentName: 60 }

for (const [which, build] of Object.entries(builders)) {
  const schema = build({ description })
  const longest = longestOf[which as keyof typeof builders]
  t.test(`${which}: a name of Kubernetes, of at most ${longest} characters`, async t => {
    for (const name of ['a', '1', 'early-bird', 'v1.2', 'a'.repeat(longest)])
      t.equal(misfit(schema, name), undefined, name)
    for (const name of ['', '-a', 'a-', 'a..b', 'Early', 'a_b', 'a b', 'é', 'a'.repeat(longest + 1)]) {
      t.match(misfit(schema, name), /^it must /, name)
    }
  })
}

t.test('the name of an object itself is bounded when it is created', async t => {
  for (const [bounded, longest] of [
    [boundedName, 55],
    [boundedPoolName, 54],
  ] as const)
    t.strictSame(bounded, {
      rule: `oldSelf.hasValue() || (size(self.metadata.name) <= ${longest})`,
      message: `metadata.name must have at most ${longest} characters`,
      optionalOldSelf: true,
    })
})
