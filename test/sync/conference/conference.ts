import t from 'tap'
import { syncConference } from '../../../hooks/sync/conference/conference.ts'
import { aConference, aNamespace, now } from '../../fixtures/objects.ts'
import { conferenceRequest } from '../../fixtures/requests.ts'

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'conf' } }

type Told = [status: 'True' | 'False', reason: string, message: string]

function condition(type: string, [status, reason, message]: Told) {
  return { type, status, reason, message, lastTransitionTime: '2026-11-20T08:00:00Z', observedGeneration: 1 }
}

/** The expected answer of the hook; by default the status has the uid of an observed namespace. */
function answer(ready: Told, { children = [namespace], seen = true, more = [] as object[] } = {}) {
  const conditions = [condition('Ready', ready), ...more]
  const namespaceUid = seen ? { namespaceUid: 'uid-of-conf' } : {}
  return { status: { namespace: 'conf', ...namespaceUid, conditions }, children: children as object[] }
}

t.test('a new conference gets a namespace of its name', async t => {
  const found = syncConference(conferenceRequest(aConference()), now)
  t.strictSame(found, answer(['False', 'NamespacePending', 'The namespace "conf" is being created'], { seen: false }))
})

t.test('a conference whose namespace is active is ready', async t => {
  const found = syncConference(conferenceRequest(aConference(), { own: [aNamespace()] }), now)
  t.strictSame(found, answer(['True', 'NamespaceActive', 'The namespace "conf" exists']))
})

t.test('a namespace without a phase is still being created', async t => {
  const { status: _, ...silent } = aNamespace()
  const found = syncConference(conferenceRequest(aConference(), { own: [silent] }), now)
  t.strictSame(found, answer(['False', 'NamespacePending', 'The namespace "conf" is being created']))
})

t.test('the namespace gets the labels of its conference', async t => {
  const parent = aConference({ namespaceLabels: { team: 'events' } })
  const found = syncConference(conferenceRequest(parent, { own: [aNamespace()] }), now)
  t.strictSame(found.children, [{ ...namespace, metadata: { name: 'conf', labels: { team: 'events' } } }])
})

t.test('the status lists the missing labels of the namespace, and stays True', async t => {
  const parent = aConference({ namespaceLabels: { team: 'events', floor: '1' } })
  const tell = (labels: Record<string, string>, phase?: string) => {
    const own = [aNamespace({ metadata: { labels }, ...(phase && { phase }) })]
    const [{ status, reason, message } = {}] =
      syncConference(conferenceRequest(parent, { own }), now).status.conditions ?? []
    return [status, reason, message]
  }
  const active = (message: string) => ['True', 'NamespaceActive', `The namespace "conf" exists${message}`]
  t.strictSame(tell({}), active('; labels not applied yet: team, floor'))
  t.strictSame(tell({ team: 'events', floor: '2' }), active('; labels not applied yet: floor'))
  t.strictSame(tell({ team: 'events', floor: '1', more: 'x' }), active(''))
  const pending = ['False', 'NamespacePending', 'The namespace "conf" is being created']
  t.strictSame(tell({}, 'Pending'), pending, 'a new namespace is not watched for its labels')
})

t.test('a message has room for two long lists of labels', async t => {
  const keys = ['kubernetes.io', 'example.com'].flatMap(end =>
    [1, 2, 3].map(index => `${`${index}`.repeat(60)}.${'x'.repeat(60)}.${end}/y`),
  )
  const namespaceLabels = Object.fromEntries(keys.map(key => [key, 'x']))
  const parent = aConference({ namespaceLabels, status: { namespace: 'conf', namespaceUid: 'uid-of-the-first' } })
  const found = syncConference(conferenceRequest(parent, { own: [aNamespace()] }), now)
  const message = found.status.conditions?.[0]?.message ?? ''
  t.match(message, /created again at .*; labels that belong to Kubernetes are left out: .*; labels not applied yet: /)
  t.ok(message.length <= 1_024, String(message.length))
})

t.test('an existing namespace is not adopted, changed or deleted', async t => {
  const found = syncConference(conferenceRequest(aConference(), { any: [aNamespace()] }), now)
  const message =
    'The namespace "conf" belongs to another owner: create the conference under another name, or hand the namespace over: kubectl label --overwrite namespace conf controller-uid=uid-of-conf'
  t.strictSame(found, answer(['False', 'NamespaceTaken', message], { children: [], seen: false }))
})

t.test('an own namespace that is not seen as a child yet is not foreign', async t => {
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

t.test('a namespace is deleted with everything in it, and a new one follows', async t => {
  for (const seen of [
    aNamespace({ phase: 'Terminating' }),
    aNamespace({ metadata: { deletionTimestamp: '2026-11-20T08:00:00Z' } }),
  ]) {
    const own = syncConference(conferenceRequest(aConference(), { own: [seen] }), now)
    const told =
      'The namespace "conf" is being deleted, with everything in it; a new and empty one is created afterwards'
    t.strictSame(own, answer(['False', 'NamespaceTerminating', told]))
    const other = syncConference(conferenceRequest(aConference(), { any: [seen] }), now)
    const foreign = 'The namespace "conf" is being deleted, and the conference gets a new one once it is deleted'
    t.strictSame(
      other,
      answer(['False', 'NamespaceTerminating', foreign], { children: [], seen: false }),
      'whoever owned it',
    )
  }
})

t.test('the status of a conference reports a deleted namespace, also after a new one exists', async t => {
  const parent = aConference({ status: { namespace: 'conf', namespaceUid: 'uid-of-the-first' } })
  const annotations = { 'app.corley.it/recreated-at': '2026-11-20T08:00:00Z' }
  const again = { ...namespace, metadata: { name: 'conf', annotations } }
  const gone = syncConference(conferenceRequest(parent), now)
  const creating = 'The namespace "conf" was deleted with everything in it, and is being created again'
  t.strictSame(gone.children, [again])
  t.match(gone.status, {
    namespaceUid: 'uid-of-the-first',
    conditions: [{ status: 'False', reason: 'NamespacePending', message: creating }],
  })
  const created = syncConference(conferenceRequest(parent, { own: [aNamespace({ metadata: { annotations } })] }), now)
  const lost =
    'The namespace "conf" was deleted with everything in it, and created again at 2026-11-20T08:00:00Z: restore a backup, or remove the annotation app.corley.it/recreated-at of the namespace'
  t.strictSame(created, answer(['True', 'NamespaceRecreated', lost], { children: [again] }))
})

const protectedNamespace = {
  ...namespace,
  metadata: { name: 'conf', annotations: { 'app.corley.it/deletion-protection': 'true' } },
}
const marked = aNamespace({ metadata: { annotations: protectedNamespace.metadata.annotations } })

t.test('a protected conference marks its namespace, and the status reports both', async t => {
  const parent = aConference({ deletionProtection: true })
  const ready: Told = ['True', 'NamespaceActive', 'The namespace "conf" exists']
  const answers = (own: ReturnType<typeof aNamespace>, told: Told) => {
    const more = [condition('DeletionProtected', told)]
    t.strictSame(
      syncConference(conferenceRequest(parent, { own: [own] }), now),
      answer(ready, { children: [protectedNamespace], more }),
    )
  }
  answers(marked, ['True', 'Protected', 'The conference and the namespace "conf" cannot be deleted'])
  answers(aNamespace(), [
    'False',
    'NamespaceUnmarked',
    'The conference cannot be deleted; the namespace "conf" can still be deleted until it has the annotation app.corley.it/deletion-protection',
  ])
})

t.test('the status follows the end of a protection step by step', async t => {
  const ready: Told = ['True', 'NamespaceActive', 'The namespace "conf" exists']
  for (const parent of [aConference({ deletionProtection: false }), aConference()]) {
    const ending: Told = [
      'True',
      'NamespaceMarked',
      'The conference can be deleted; its namespace "conf" is deleted with it, but cannot be deleted alone while it has the annotation app.corley.it/deletion-protection',
    ]
    const found = syncConference(conferenceRequest(parent, { own: [marked] }), now)
    t.strictSame(found, answer(ready, { more: [condition('DeletionProtected', ending)] }))
  }
  const ended: Told = [
    'False',
    'Unprotected',
    'The conference and the namespace "conf" can be deleted, with everything in it',
  ]
  const parent = aConference({ deletionProtection: false })
  const found = syncConference(conferenceRequest(parent, { own: [aNamespace()] }), now)
  t.strictSame(found, answer(ready, { more: [condition('DeletionProtected', ended)] }))
})

t.test('a conference may be called "constructor"', async t => {
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
    const labels = { team: 'x', 'example.com/k8s.io': 'x' }
    const own = [aNamespace({ metadata: { labels } })]
    const found = syncConference(conferenceRequest(aConference({ namespaceLabels }), { own }), now)
    const message = `The namespace "conf" exists; labels that belong to Kubernetes are left out: ${reserved.join(', ')}`
    const children = [{ ...namespace, metadata: { name: 'conf', labels } }]
    t.strictSame(found, answer(['True', 'NamespaceActive', message], { children }))
  },
)
