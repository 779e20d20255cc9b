import t from 'tap'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { everybody, everybodyTries } from '../../fixtures/chart/policy-attempts.ts'
import {
  creation,
  type Deed,
  type PolicyLab,
  people,
  startPolicyLab,
  type Who,
} from '../../fixtures/chart/policy-lab.ts'
import { manifest } from '../../fixtures/manifests/manifests.ts'

const lab = await startPolicyLab(t)
const mark = 'app.corley.it/deletion-protection'
const restorers: Who[] = ['restorer', 'one of the restorers', 'backup']

/** A conference as people create it, and its namespace as the engine does; returns the uid of the conference. */
async function makeConference({ act, controlPlane }: PolicyLab, name: string, isProtected: boolean): Promise<string> {
  const spec = { title: name, deletionProtection: isProtected }
  const { metadata } = await act('organizer', creation(manifest({ kind: 'Conference', name, spec })))
  const owner = { apiVersion, kind: 'Conference', name, uid: metadata?.uid, controller: true }
  const annotations = isProtected ? { [mark]: 'true' } : {}
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, annotations, ownerReferences: [owner] } }
  const { code, stderr } = await controlPlane.kubectl(
    ['create', '--filename=-', `--as=${people.engine[0]}`],
    JSON.stringify(namespace),
  )
  if (code !== 0) throw new Error(stderr)
  return String(metadata?.uid)
}

/** The error of kubectl; undefined if it succeeded. */
async function attempt(who: Who, args: string[], input?: object): Promise<string | undefined> {
  const [user, group] = people[who] as readonly [string, string?]
  const as = [`--as=${user}`, ...(group === undefined ? [] : [`--as-group=${group}`])]
  const { code, stderr } = await lab.controlPlane.kubectl([...args, ...as], JSON.stringify(input))
  return code === 0 ? undefined : stderr
}

const remove = (name: string): Deed => ({ method: 'DELETE', path: `/conferences/${name}`, body: {} })
const protect = (name: string, deletionProtection: boolean): Deed => ({
  method: 'PATCH',
  path: `/conferences/${name}`,
  body: { spec: { deletionProtection } },
  contentType: 'application/merge-patch+json',
})
const onTrial = '--dry-run=server'
const toldOfNamespace =
  'a namespace of a conference with deletionProtection must not be deleted: set spec.deletionProtection of the conference to false, then delete the conference'
const toldOfMark =
  'a namespace must keep the annotation app.corley.it/deletion-protection as Metacontroller wrote it: change spec.deletionProtection of the conference'

const uid = await makeConference(lab, 'kept', true)
await makeConference(lab, 'open', false)

t.test(
  'nobody can delete a conference with deletionProtection, in any way, and anybody can delete another one',
  async t => {
    const told = 'a conference with deletionProtection must not be deleted: set spec.deletionProtection to false first'
    await everybodyTries(t, lab, { deed: remove('kept'), may: [], told })
    await everybodyTries(t, lab, { deed: remove('open'), may: everybody, told })
    for (const policy of ['Foreground', 'Orphan'])
      t.match(await lab.refusal('admin', { ...remove('kept'), body: { propagationPolicy: policy } }), told)
    t.match(await lab.refusal('admin', { method: 'DELETE', path: '/conferences', body: {} }), told, 'nor with --all')
    const manifestOfIt = { apiVersion, kind: 'Conference', metadata: { name: 'kept' }, spec: { title: 'Again' } }
    t.match(await attempt('admin', ['replace', '--force', '--filename=-'], manifestOfIt), told)
    t.equal(await attempt('organizer', ['get', 'conference/kept', '--output=name']), undefined)
  },
)

t.test('only the garbage collector can delete its namespace', async t => {
  for (const who of everybody) {
    const refusal = await attempt(who, ['delete', 'namespace', 'kept', onTrial])
    if ([...restorers, 'collector', 'namespaces', 'controllers'].includes(who)) t.equal(refusal, undefined, who)
    else t.match(refusal, toldOfNamespace, who)
  }
  t.equal(await attempt('admin', ['delete', 'namespace', 'open', onTrial]), undefined)
})

t.test('only Metacontroller can mark a namespace', async t => {
  const annotate = (who: Who, name: string, text: string, ...more: string[]) =>
    attempt(who, ['annotate', '--overwrite', 'namespace', name, text, onTrial, ...more])
  for (const [name, text] of [
    ['kept', `${mark}-`],
    ['kept', `${mark}=false`],
    ['open', `${mark}=true`],
    ['default', `${mark}=true`],
  ] as const)
    t.match(await annotate('admin', name, text), toldOfMark, text)
  t.equal(await annotate('engine', 'kept', `${mark}-`), undefined)
  t.equal(await annotate('engine', 'open', `${mark}=true`), undefined)
  t.equal(await annotate('restorer', 'kept', `${mark}-`), undefined)
  t.equal(await annotate('admin', 'kept', 'note=mine'), undefined, 'other annotations of a namespace stay free')
  const marked = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine', annotations: { [mark]: 'true' } } }
  t.match(await attempt('organizer', ['create', '--filename=-', onTrial], marked), toldOfMark)
})

t.test('nobody else can mark it by way of its status or its finalizers', async t => {
  const { kubectl } = lab.controlPlane
  const found = JSON.parse((await kubectl(['get', 'namespace', 'kept', '--output=json'])).stdout)
  const unmarked = { ...found, metadata: { ...found.metadata, annotations: {} } }
  for (const subresource of ['status', 'finalize']) {
    const { stderr } = await kubectl(
      ['replace', `--raw=/api/v1/namespaces/kept/${subresource}?dryRun=All`, '--filename=-'],
      JSON.stringify(unmarked),
    )
    t.match(stderr, toldOfMark, subresource)
  }
})

t.test('a namespace without a controlling conference is not protected, and its mark can be removed', async t => {
  const owners = (list: object[]) => JSON.stringify({ metadata: { ownerReferences: list } })
  const patch = (list: object[]) => ['patch', 'namespace', 'kept', '--type=merge', `--patch=${owners(list)}`]
  const owner = { apiVersion, kind: 'Conference', name: 'kept', uid, controller: true }
  t.equal(await attempt('collector', patch([])), undefined)
  t.equal(await attempt('admin', ['delete', 'namespace', 'kept', onTrial]), undefined)
  t.equal(await attempt('admin', ['annotate', 'namespace', 'kept', `${mark}-`, onTrial]), undefined)
  t.match(await attempt('admin', ['annotate', '--overwrite', 'namespace', 'kept', `${mark}=x`, onTrial]), toldOfMark)
  t.equal(await attempt('restorer', patch([owner])), undefined)
  t.match(await attempt('admin', ['delete', 'namespace', 'kept', onTrial]), toldOfNamespace)
})

t.test('once the protection is off, the conference is deleted with its namespace, marked or not', async t => {
  await lab.act('organizer', protect('kept', false))
  t.match(
    await attempt('organizer', ['delete', 'namespace', 'kept', onTrial]),
    toldOfNamespace,
    'not the namespace alone',
  )
  await lab.act('organizer', remove('kept'))
  const { code } = await lab.controlPlane.kubectl(['wait', '--for=delete', 'namespace/kept', '--timeout=60s'])
  t.equal(code, 0)
})

t.test('a conference under deletion can be deleted again, even if it is protected by now', async t => {
  const { kubectl } = lab.controlPlane
  await lab.act('engine', { ...protect('open', false), body: { metadata: { finalizers: ['example.com/kept'] } } })
  await kubectl(['delete', 'conference', 'open', '--wait=false'])
  await lab.act('organizer', protect('open', true))
  t.equal(await lab.refusal('admin', remove('open')), undefined)
  await lab.act('organizer', { ...protect('open', true), body: { metadata: { finalizers: null } } })
  t.match(await kubectl(['wait', '--for=delete', 'namespace/open', '--timeout=60s']), { code: 0 })
})
