import t from 'tap'
import { createOutages } from '../../../../local/gateway/server/outages.ts'

const get = { method: 'GET', path: '/v1/x' }
const post = { method: 'POST', path: '/v1/x/1' }

t.test('a planned failure is for the next requests that match', async t => {
  const outages = createOutages()
  t.equal(outages.take(get), undefined)
  outages.plan({ kind: 'cut', method: 'POST', path: '/v1/x/' })
  outages.plan({ kind: 'fail', status: 503, times: 2 })
  t.equal(outages.take(get)?.kind, 'fail')
  t.equal(outages.take(post)?.kind, 'cut', 'the first that matches')
  t.strictSame(outages.take(post), { kind: 'fail', status: 503, times: 2 })
  t.equal(outages.take(get), undefined)
  outages.plan({ kind: 'refuse' })
  outages.clear()
  t.equal(outages.take(get), undefined)
})

t.test('held answers wait for the next release', async t => {
  const outages = createOutages()
  const order: string[] = []
  const held = outages.waitForRelease().then(() => order.push('gone'))
  order.push('held')
  outages.release()
  await held
  t.strictSame(order, ['held', 'gone'])
})
