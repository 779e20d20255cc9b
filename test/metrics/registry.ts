import t from 'tap'
import { createRegistry } from '../../hooks/metrics/registry.ts'

t.test('each program has metrics of its own, with those of Node.js', async t => {
  const [one, other] = [createRegistry(), createRegistry()]
  t.match(await one.metrics(), /^nodejs_version_info\{version="v24/m)
  t.match(await other.metrics(), /^process_resident_memory_bytes \d/m)
})
