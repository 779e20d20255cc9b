import t from 'tap'
import { couponName, orderName, planName } from '../../../hooks/schema/crd/names.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const description = 'Which one.'
const builders = { planName, orderName, couponName }

for (const [which, build] of Object.entries(builders)) {
  const schema = build({ description })
  const longest = which === 'couponName' ? 253 : 55
  t.test(`${which}: what Kubernetes takes as a name, of at most ${longest} characters`, async t => {
    for (const name of ['a', '1', 'early-bird', 'v1.2', 'a'.repeat(longest)])
      t.equal(misfit(schema, name), undefined, name)
    for (const name of ['', '-a', 'a-', 'a..b', 'Early', 'a_b', 'a b', 'é', 'a'.repeat(longest + 1)]) {
      t.match(misfit(schema, name), /^it must /, name)
    }
  })
}
