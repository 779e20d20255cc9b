import { ApiException } from '@kubernetes/client-node'
import t from 'tap'
import { KubeError } from '../../hooks/kube/api.ts'
import { kubeError } from '../../hooks/kube/failure.ts'

const status = { kind: 'Status', code: 409, reason: 'AlreadyExists', message: 'payments "p" already exists' }
const exception = (code: number, body: unknown) => new ApiException(code, 'Unknown API Status Code!', body, {})

t.test('whatever a call throws becomes status, reason and a sentence', async t => {
  const withStatusCode = Object.assign(new Error('Forbidden'), { statusCode: 403 })
  const table: [unknown, { code: number | undefined; reason: string; message: string }][] = [
    [exception(409, JSON.stringify(status)), { code: 409, reason: 'AlreadyExists', message: status.message }],
    [exception(409, status), { code: 409, reason: 'AlreadyExists', message: status.message }],
    [exception(404, '404 page not found'), { code: 404, reason: 'Unknown', message: 'the API server answered 404' }],
    [exception(502, '"{}"'), { code: 502, reason: 'Unknown', message: 'the API server answered 502' }],
    [exception(401, undefined), { code: 401, reason: 'Unknown', message: 'the API server answered 401' }],
    [exception(500, null), { code: 500, reason: 'Unknown', message: 'the API server answered 500' }],
    [exception(500, { kind: 'Other' }), { code: 500, reason: 'Unknown', message: 'the API server answered 500' }],
    [
      { kind: 'Status', code: 410, reason: 'Expired', message: 'old' },
      { code: 410, reason: 'Expired', message: 'old' },
    ],
    [withStatusCode, { code: 403, reason: 'Unknown', message: 'Forbidden' }],
    [
      new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
      { code: undefined, reason: 'Unreachable', message: 'fetch failed: connect ECONNREFUSED' },
    ],
    [new Error('aborted'), { code: undefined, reason: 'Unreachable', message: 'aborted' }],
  ]
  for (const [thrown, wanted] of table) {
    const { code, reason, message } = kubeError(thrown)
    t.strictSame({ code, reason, message }, wanted, wanted.message)
  }
})

t.test('what is a KubeError already stays what it is', async t => {
  const error = new KubeError('gone', { code: 410, reason: 'Expired' })
  t.equal(kubeError(error), error)
})
