import t from 'tap'
import { PutOffError } from '../../hooks/sync/put-off.ts'

t.test('what is put off says why, and for how many seconds', async t => {
  const error = new PutOffError('Order "order-1" is not answered yet', 300)
  t.match(error, { name: 'PutOffError', message: 'Order "order-1" is not answered yet', seconds: 300 })
  t.ok(error instanceof Error)
})
