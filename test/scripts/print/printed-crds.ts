import t from 'tap'
import { parse } from 'yaml'
import { printedCrds } from '../../../scripts/print/printed-crds.ts'

const sources = {
  conference: 'conference',
  plan: 'offer/plan',
  seatpool: 'offer/seat-pool',
  coupon: 'offer/coupon',
  order: 'order/order',
  ticket: 'ticket',
  reservation: 'reservation',
  payment: 'payment',
  buyer: 'buyer',
  checkout: 'money/checkout',
  refund: 'money/refund',
}
const stems = Object.keys(sources)

t.test('every kind is printed twice, for kubectl and for the chart', async t => {
  const files = printedCrds()
  t.strictSame(
    [...files.keys()],
    stems.flatMap(stem => [`crds/${stem}.yaml`, `charts/kconference/files/crds/${stem}.yaml`]),
  )
  for (const [stem, source] of Object.entries(sources)) {
    const text = files.get(`crds/${stem}.yaml`) ?? ''
    t.equal(files.get(`charts/kconference/files/crds/${stem}.yaml`), text)
    t.match(text, `# Printed from hooks/schema/${source}.ts by \`npm run print\`: do not edit.\n`)
    t.match(parse(text), { kind: 'CustomResourceDefinition', metadata: { name: `${stem}s.app.corley.it` } })
    t.notMatch(text, /[&*]a\d/, 'no anchors: not every reader of YAML follows them')
  }
})
