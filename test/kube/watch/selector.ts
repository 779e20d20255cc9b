import t from 'tap'
import { selectorQuery } from '../../../hooks/kube/watch/selector.ts'

t.test('a query has the given parts of a selector, and no other option', async t => {
  const both = { labelSelector: 'a=b', fieldSelector: 'metadata.name=x' }
  t.strictSame(selectorQuery({}), {})
  t.strictSame(selectorQuery({ labelSelector: 'a=b' }), { labelSelector: 'a=b' })
  const options = { ...both, path: '/api/v1/namespaces', silenceMs: 50 }
  t.strictSame(selectorQuery(options), both)
})
