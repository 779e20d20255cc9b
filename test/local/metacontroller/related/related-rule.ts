import t from 'tap'
import { compileRule } from '../../../../local/metacontroller/related/related-rule.ts'
import { aParent, aThing, namespaceKind, thingKind } from '../../../fixtures/engine/fakes.ts'

const base = { apiVersion: thingKind.apiVersion, resource: 'things' }
const objects = [
  aThing('a', { labels: { x: '1' } }),
  aThing('b'),
  aThing('a', { namespace: 'other', labels: { x: '1' } }),
  aThing('c', { namespace: 'unknown' }),
]
const labelsOf = (namespace: string) => ({ ns: { env: 'test' }, other: {} })[namespace]

function matching(rule: object, resource = thingKind) {
  const { matches } = compileRule({ ...base, ...rule }, resource)
  return objects
    .filter(object => matches(object, labelsOf))
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
}

t.test('each kind of rule selects as for v2 hooks', async t => {
  const everything = ['ns/a', 'ns/b', 'other/a', 'unknown/c']
  t.strictSame(matching({}), everything)
  t.strictSame(matching({ names: [], namespace: '', labelSelector: null }), everything)
  t.strictSame(matching({ labelSelector: { matchLabels: { x: '1' } } }), ['ns/a', 'other/a'])
  t.strictSame(matching({ labelSelector: { matchLabels: { x: '1' } }, namespace: 'ns' }), ['ns/a'])
  t.strictSame(matching({ names: ['a'] }), ['ns/a', 'other/a'])
  t.strictSame(matching({ names: ['a', 'c'], namespace: 'ns' }), ['ns/a'])
  t.strictSame(matching({ namespace: 'ns' }), ['ns/a', 'ns/b'])
  t.strictSame(matching({ namespaceSelector: { matchLabels: { env: 'test' } } }), ['ns/a', 'ns/b'])
  t.strictSame(matching({ namespaceSelector: {} }), ['ns/a', 'ns/b', 'other/a'])
})

t.test('other kinds never match, and cluster-scoped objects ignore the namespace', async t => {
  const { matches } = compileRule(
    { apiVersion: 'v1', resource: 'namespaces', namespace: 'ns', names: ['n'] },
    namespaceKind,
  )
  const none = () => undefined
  t.equal(matches({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } }, none), true)
  t.equal(matches({ apiVersion: 'v2', kind: 'Namespace', metadata: { name: 'n' } }, none), false)
  t.equal(matches({ ...aParent(), apiVersion: 'v1' }, none), false)
})

t.test('an object without a namespace matches no namespace', async t => {
  const { matches, needsNamespaces, namespace } = compileRule({ ...base, namespaceSelector: {} }, thingKind)
  t.equal(matches({ ...aThing('a'), metadata: { name: 'a' } }, labelsOf), false)
  t.strictSame([needsNamespaces, namespace], [true, undefined])
})

t.test('contradictory fields are rejected', async t => {
  const about = 'Cannot read the related rule of "things": '
  t.throws(() => matching({ names: ['a'], labelSelector: {} }), { message: `${about}names must not go with selectors` })
  t.throws(() => matching({ names: ['a'], namespaceSelector: {} }), {
    message: `${about}names must not go with selectors`,
  })
  const both = { namespace: 'ns', namespaceSelector: {} }
  t.throws(() => matching(both), { message: `${about}namespace must not go with namespaceSelector` })
  const message = `${about}namespaceSelector must be for namespaced resources`
  t.throws(() => matching({ namespaceSelector: {} }, namespaceKind), { message })
})
