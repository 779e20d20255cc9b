import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import t from 'tap'
import { startProgress } from '../../../local/tools/progress.ts'

t.test('it logs its start, its steps and its end', async t => {
  const lines = new PassThrough({ objectMode: true })
  const next = () => once(lines, 'data').then(([line]) => line)
  const first = next()
  const progress = startProgress({ title: '[1/5] etcd v3.7.3', log: line => lines.write(line), everyMs: 5 })
  t.equal(await first, '[1/5] etcd v3.7.3: building (minutes the first time, seconds later)')
  t.equal(await next(), '[1/5] etcd v3.7.3: 0 s')
  progress.note('runtime')
  progress.note('k8s.io/api/core/v1')
  t.equal(await next(), '[1/5] etcd v3.7.3: 0 s, step 2: k8s.io/api/core/v1')
  progress.stop()
  const last = next()
  progress.finish()
  t.equal(await last, '[1/5] etcd v3.7.3: built in 0 s')
})
