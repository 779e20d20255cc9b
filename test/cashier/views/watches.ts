import t from 'tap'
import { startWatches } from '../../../hooks/cashier/views/watches.ts'
import type { WatchListener } from '../../../hooks/kube/watch/list-watch.ts'
import { thisCheckout } from '../../fixtures/cashier/played-tools.ts'

const { signal } = new AbortController()

t.test('it is complete when every path was listed once, and ready while all are connected', async t => {
  const listeners = new Map<string, WatchListener>()
  const seen: string[] = []
  const sink = {
    onObject: ({ name }: { name: string }) => void seen.push(name),
    onDelete: ({ name }: { name: string }) => void seen.push(`no ${name}`),
    onUnnamed() {},
  }
  let listed = 0
  const { awayPaths, ended } = startWatches(
    { '/a': sink, '/b': sink },
    {
      async watch({ path, listener }) {
        listeners.set(path, listener)
      },
      signal,
      onListed() {
        listed += 1
      },
    },
  )
  const [a, b] = [listeners.get('/a'), listeners.get('/b')]
  t.strictSame(awayPaths(), ['/a', '/b'])
  const checkout = { ...thisCheckout(), metadata: { ...thisCheckout().metadata, resourceVersion: '7' } }
  a?.onListStart()
  a?.onPage([checkout])
  a?.onListEnd(7n)
  a?.onConnection(true)
  t.strictSame([awayPaths(), seen, listed], [['/b'], ['order-1-1'], 0])
  b?.onListStart()
  b?.onListEnd(8n)
  t.strictSame([awayPaths(), listed], [['/b'], 1])
  b?.onConnection(true)
  a?.onReach(9n)
  t.strictSame(awayPaths(), [])
  a?.onConnection(false)
  a?.onListStart()
  a?.onListEnd(9n)
  t.strictSame([awayPaths(), seen, listed], [['/a'], ['order-1-1', 'no order-1-1'], 1])
  await ended
})

t.test('a watch that fails is a defect', async t => {
  const sink = { onObject() {}, onDelete() {}, onUnnamed() {} }
  const watch = () => Promise.reject(new Error('defect'))
  const { ended } = startWatches({ '/a': sink }, { watch, signal, onListed() {} })
  await t.rejects(ended, { message: 'defect' })
})
