import t from 'tap'
import { createReader } from '../../../hooks/report/reading/snapshot-reader.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { createSnapshots, refusal, type Snapshots } from '../../fixtures/report/snapshots.ts'

const orders = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => anOrder({ name }))

/** A reader whose clock advances with each look, and its log. */
function startReading(api: Snapshots, stepMs: number) {
  const lines: string[] = []
  let ms = 0
  const now = () => {
    ms += stepMs
    return ms
  }
  const log = (line: string) => void lines.push(line)
  const { signal } = new AbortController()
  return { reader: createReader({ api, conference: 'conf', signal, log, now }), lines }
}

t.test('all lists are read at the revision of the first', async t => {
  const api = createSnapshots({ orders }, { pageSize: 4 })
  const { reader } = startReading(api, 0)
  const names: string[][] = []
  for await (const page of reader.readPages('orders')) names.push(page.map(({ metadata }) => metadata.name))
  for await (const page of reader.readPages('payments')) t.strictSame(page, [])
  t.strictSame(names, [
    ['a', 'b', 'c', 'd'],
    ['e', 'f', 'g'],
  ])
  t.strictSame(api.requests, ['orders of conf at latest', 'orders of conf at latest', 'payments of conf at 7'])
})

t.test('a long list logs its progress every two seconds, and its end', async t => {
  const read = async (stepMs: number, pageSize: number) => {
    const { reader, lines } = startReading(createSnapshots({ orders }, { pageSize }), stepMs)
    for await (const _ of reader.readPages('orders'));
    return lines
  }
  t.strictSame(await read(1000, 2), ['orders: 4 of 7', 'orders: 7'])
  t.strictSame(await read(0, 2), ['orders: 7'])
  t.strictSame(await read(1000, 7), [], 'a list of one page logs nothing')
})

t.test('a refusal ends the reading', async t => {
  const api = createSnapshots({ orders })
  api.asked = () => {
    throw refusal(403, 'Forbidden')
  }
  const pages = startReading(api, 0).reader.readPages('orders')
  await t.rejects(pages[Symbol.asyncIterator]().next(), { name: 'KubeError', code: 403 })
})
