import t from 'tap'
import { createObjectStream } from '../../../hooks/box-office/views/object-stream.ts'
import { aNamespace, anOrder } from '../../fixtures/objects.ts'

/** A stream with a sink that records its calls. */
function start() {
  const told: unknown[] = []
  const stream = createObjectStream({
    onObject: ({ namespace, name, version }, object) => told.push(['shown', `${namespace}/${name}`, version, object]),
    onDelete: ({ namespace, name, version }) => told.push(['gone', `${namespace}/${name}`, version]),
    onUnnamed: object => told.push(['unnamed', object]),
  })
  return { stream, told: () => told.splice(0) }
}

const order = (name: string, resourceVersion: string) => anOrder({ name, metadata: { resourceVersion } })

t.test('objects of a list and a watch are shown with their version, and deletions too', async t => {
  const { stream, told } = start()
  const [a, b, c] = [order('a', '1'), order('b', '2'), order('b', '5')]
  stream.onListStart()
  stream.onPage([a, b])
  stream.onListEnd(4n)
  stream.onChange(c)
  stream.onDelete(order('a', '6'))
  t.strictSame(told(), [
    ['shown', 'conf/a', 1n, a],
    ['shown', 'conf/b', 2n, b],
    ['shown', 'conf/b', 5n, c],
    ['gone', 'conf/a', 6n],
  ])
})

t.test('the next list shows deletions that the watch missed', async t => {
  const { stream, told } = start()
  stream.onListStart()
  stream.onPage([order('a', '1'), order('b', '2')])
  stream.onListEnd(4n)
  told()
  stream.onListStart()
  stream.onPage([])
  t.strictSame(told(), [], 'an unfinished list says nothing of what it does not show')
  stream.onListStart()
  stream.onPage([order('b', '2')])
  stream.onListEnd(9n)
  t.strictSame(told(), [
    ['shown', 'conf/b', 2n, order('b', '2')],
    ['gone', 'conf/a', 9n],
  ])
})

t.test('an object of the cluster has the namespace ""', async t => {
  const { stream, told } = start()
  const namespace = aNamespace({ metadata: { resourceVersion: '3' } as never })
  stream.onChange(namespace)
  t.strictSame(told(), [['shown', '/conf', 3n, namespace]])
})

t.test('a value without a name or version is no object, and stops nothing', async t => {
  const { stream, told } = start()
  const strange = [
    null,
    'text',
    {},
    { metadata: null },
    { metadata: { name: 1, resourceVersion: '1' } },
    { metadata: { name: 'a', namespace: 1, resourceVersion: '1' } },
    { metadata: { name: 'a' } },
    { metadata: { name: 'a', resourceVersion: '1a' } },
  ]
  stream.onPage(strange)
  stream.onDelete({})
  t.strictSame(
    told(),
    [...strange, {}].map(object => ['unnamed', object]),
  )
})
