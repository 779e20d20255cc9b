import t from 'tap'
import {
  buildNamespace,
  findUnappliedLabels,
  isProtected,
  uidToRemember,
} from '../../../hooks/sync/conference/namespace.ts'
import { aConference, aNamespace, now } from '../../fixtures/objects.ts'
import { frozen } from '../../fixtures/requests.ts'

const recreated = 'app.corley.it/recreated-at'
const noticed = '2026-11-20T08:00:00Z'
const annotated = (annotations: Record<string, string>, uid = 'uid-of-conf') =>
  aNamespace({ metadata: { uid, annotations } })
const knowing = (namespaceUid: string) => aConference({ status: { namespaceUid } })
const want = (
  conference: Parameters<typeof buildNamespace>[0],
  seen: Partial<Parameters<typeof buildNamespace>[1]>,
): ReturnType<typeof buildNamespace> =>
  buildNamespace(frozen(conference), frozen({ own: undefined, other: undefined, ...seen }), now)
const bare = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'conf' } }

t.test('a namespace has the name of its conference, and the labels that do not belong to Kubernetes', async t => {
  t.strictSame(want(aConference(), {}), { namespace: bare, recreatedAt: undefined, reserved: [] })
  const labelled = want(aConference({ namespaceLabels: { team: 'a' } }), {})
  t.strictSame(labelled.namespace.metadata, { name: 'conf', labels: { team: 'a' } })
  const namespaceLabels = { team: 'a', 'pod-security.kubernetes.io/enforce': 'privileged' }
  t.strictSame(want(aConference({ namespaceLabels }), {}), {
    namespace: { ...bare, metadata: { name: 'conf', labels: { team: 'a' } } },
    recreatedAt: undefined,
    reserved: ['pod-security.kubernetes.io/enforce'],
  })
})

t.test('the namespace of a protected conference is marked, and another one is not', async t => {
  const annotations = { 'app.corley.it/deletion-protection': 'true' }
  const { namespace } = want(aConference({ deletionProtection: true }), {})
  t.strictSame(namespace.metadata, { name: 'conf', annotations })
  t.strictSame(want(aConference({ deletionProtection: false }), { own: annotated(annotations) }).namespace, bare)
})

t.test('a namespace with the mark is protected', async t => {
  t.equal(isProtected(annotated({ 'app.corley.it/deletion-protection': 'true' })), true)
  for (const one of [undefined, aNamespace(), annotated({ 'app.corley.it/deletion-protection': 'false' })])
    t.equal(isProtected(one), false)
})

t.test('a label of the conference is not applied if its namespace lacks it or has another value', async t => {
  const own = aNamespace({ metadata: { labels: { team: 'a', floor: '1' } } })
  t.strictSame(findUnappliedLabels(own), [])
  t.strictSame(findUnappliedLabels(own, { team: 'a', floor: '2', constructor: 'x' }), ['floor', 'constructor'])
  for (const bare of [undefined, aNamespace()]) t.strictSame(findUnappliedLabels(bare, { team: 'a' }), ['team'])
})

t.test('a recreated namespace has the time of the discovery', async t => {
  const again = { ...bare, metadata: { name: 'conf', annotations: { [recreated]: noticed } } }
  for (const seen of [{}, { own: aNamespace() }])
    t.strictSame(want(knowing('uid-of-the-first'), seen), { namespace: again, recreatedAt: noticed, reserved: [] })
  const earlier = '2026-11-01T00:00:00Z'
  t.equal(
    want(knowing('uid-of-conf'), { own: annotated({ [recreated]: earlier }) }).recreatedAt,
    earlier,
    'and keeps it',
  )
})

t.test('neither the first namespace of a conference nor a foreign one is a replacement', async t => {
  t.equal(want(aConference(), { own: aNamespace() }).recreatedAt, undefined)
  t.equal(want(knowing('uid-of-conf'), { own: aNamespace() }).recreatedAt, undefined)
  t.equal(want(knowing('uid-of-the-first'), { other: aNamespace() }).recreatedAt, undefined)
  for (const text of ['', 'soon', '2026-11-20', `2026-11-20 (${'x'.repeat(5_000)})`, `${noticed}${noticed}`])
    t.equal(
      want(knowing('uid-of-conf'), { own: annotated({ [recreated]: text }) }).recreatedAt,
      undefined,
      text.slice(0, 41),
    )
})

t.test('a new uid is stored once the namespace has its annotation', async t => {
  const remember = (
    conference: Parameters<typeof buildNamespace>[0],
    seen: Partial<Parameters<typeof buildNamespace>[1]>,
  ) => uidToRemember(conference, { own: undefined, other: undefined, ...seen })
  t.equal(remember(aConference(), {}), undefined)
  t.equal(remember(aConference(), { own: aNamespace() }), 'uid-of-conf')
  t.equal(remember(knowing('uid-of-the-first'), {}), 'uid-of-the-first')
  t.equal(remember(knowing('uid-of-the-first'), { other: aNamespace() }), 'uid-of-the-first')
  t.equal(remember(knowing('uid-of-the-first'), { own: aNamespace() }), 'uid-of-the-first')
  t.equal(
    remember(knowing('uid-of-the-first'), { own: aNamespace(), other: aNamespace() }),
    'uid-of-conf',
    'the name was taken meanwhile: nothing was recreated',
  )
  t.equal(remember(knowing('uid-of-the-first'), { own: annotated({ [recreated]: noticed }) }), 'uid-of-conf')
})
