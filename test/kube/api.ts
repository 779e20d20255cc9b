import t from 'tap'
import { KubeError } from '../../hooks/kube/api.ts'

t.test('an error of the API server has a status and a reason', async t => {
  const { name, message, code, reason } = new KubeError('payments "p" already exists', {
    code: 409,
    reason: 'AlreadyExists',
  })
  t.strictSame(
    { name, message, code, reason },
    { name: 'KubeError', message: 'payments "p" already exists', code: 409, reason: 'AlreadyExists' },
  )
})
