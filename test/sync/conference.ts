import t from 'tap'
import { syncConference } from '../../hooks/sync/conference.ts'
import { aConference, aNamespace, now } from '../fixtures/objects.ts'
import { conferenceRequest } from '../fixtures/requests.ts'

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'conf' } }

function answer(status: 'True' | 'False', reason: string, message: string, children: object[] = [namespace]) {
  const lastTransitionTime = '2026-11-20T08:00:00Z'
  const conditions = [{ type: 'Ready', status, reason, message, lastTransitionTime, observedGeneration: 1 }]
  return { status: { namespace: 'conf', conditions }, children }
}

t.test('a new conference gets a namespace of its name', async t => {
  const found = syncConference(conferenceRequest(aConference()), now)
  t.strictSame(found, answer('False', 'NamespacePending', 'The namespace "conf" is being created'))
})

t.test('a conference whose namespace is active is ready', async t => {
  const found = syncConference(conferenceRequest(aConference(), { own: [aNamespace()] }), now)
  t.strictSame(found, answer('True', 'NamespaceActive', 'The namespace "conf" exists'))
})

t.test('a namespace that does not say how it is yet is still being made', async t => {
  const { status: _, ...silent } = aNamespace()
  const found = syncConference(conferenceRequest(aConference(), { own: [silent] }), now)
  t.strictSame(found, answer('False', 'NamespacePending', 'The namespace "conf" is being created'))
})

t.test('the labels a conference asks for are put on its namespace', async t => {
  const parent = aConference({ namespaceLabels: { team: 'events' } })
  const found = syncConference(conferenceRequest(parent, { own: [aNamespace()] }), now)
  t.strictSame(found.children, [{ ...namespace, metadata: { name: 'conf', labels: { team: 'events' } } }])
})

t.test('a namespace that was there before is not taken, changed or deleted', async t => {
  const found = syncConference(conferenceRequest(aConference(), { any: [aNamespace()] }), now)
  const message =
    'The namespace "conf" is not this conference\'s: give the conference another name, or hand the namespace over: kubectl label --overwrite namespace conf controller-uid=uid-of-conf'
  t.strictSame(found, answer('False', 'NamespaceTaken', message, []))
})

t.test('its own namespace is not taken for another one while it is not seen as a child yet', async t => {
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Conference', name: 'conf' }
  const seen = (uid: string, controller = true) => [
    aNamespace({ metadata: { ownerReferences: [{ ...owner, controller, uid }] } }),
  ]
  const reason = (any: ReturnType<typeof seen>) =>
    syncConference(conferenceRequest(aConference(), { any }), now).status.conditions?.[0]?.reason
  t.equal(reason(seen('uid-of-conf')), 'NamespacePending')
  t.equal(reason(seen('uid-of-the-conference-before')), 'NamespaceTaken')
  t.equal(reason(seen('uid-of-conf', false)), 'NamespaceTaken', 'a mere owner has not made it')
})

t.test('a namespace that is being deleted is created again once it is gone', async t => {
  const message = 'The namespace "conf" is being deleted, and is created again when it is gone'
  for (const seen of [
    aNamespace({ phase: 'Terminating' }),
    aNamespace({ metadata: { deletionTimestamp: '2026-11-20T08:00:00Z' } }),
  ]) {
    const own = syncConference(conferenceRequest(aConference(), { own: [seen] }), now)
    t.strictSame(own, answer('False', 'NamespaceTerminating', message))
    const other = syncConference(conferenceRequest(aConference(), { any: [seen] }), now)
    t.strictSame(other, answer('False', 'NamespaceTerminating', message, []), 'whoever owned it')
  }
})

t.test('a conference may have the name of what every object has', async t => {
  const { metadata, ...rest } = aConference()
  const found = syncConference(conferenceRequest({ ...rest, metadata: { ...metadata, name: 'constructor' } }), now)
  t.match(found, { status: { namespace: 'constructor', conditions: [{ reason: 'NamespacePending' }] } })
  t.strictSame(found.children, [{ ...namespace, metadata: { name: 'constructor' } }])
})

t.test(
  'labels that belong to Kubernetes, which an older version stored, are left out, and the status says so',
  async t => {
    const reserved = ['pod-security.kubernetes.io/enforce', 'kubernetes.io/x', 'k8s.io/x', 'topology.k8s.io/x']
    const namespaceLabels = Object.fromEntries(['team', 'example.com/k8s.io', ...reserved].map(key => [key, 'x']))
    const found = syncConference(conferenceRequest(aConference({ namespaceLabels }), { own: [aNamespace()] }), now)
    const message = `The namespace "conf" exists; labels that belong to Kubernetes are left out: ${reserved.join(', ')}`
    const labels = { team: 'x', 'example.com/k8s.io': 'x' }
    t.strictSame(
      found,
      answer('True', 'NamespaceActive', message, [{ ...namespace, metadata: { name: 'conf', labels } }]),
    )
  },
)
