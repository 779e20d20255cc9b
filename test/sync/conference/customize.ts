import t from 'tap'
import { customizeConference } from '../../../hooks/sync/conference/customize.ts'
import { aConference } from '../../fixtures/objects.ts'

const selected = { relatedResources: [{ apiVersion: 'v1', resource: 'namespaces', names: ['conf'] }] }

t.strictSame(customizeConference(aConference()), selected, 'a conference looks at the namespace of its name')

t.test('the answer depends on the name alone, because the engine keeps it for a generation', async t => {
  const changed = aConference({ status: { namespace: 'conf' }, metadata: { labels: { a: 'b' } } })
  t.strictSame(customizeConference(changed), selected)
})
