import t from 'tap'
import { failureOf, isUnanswered } from '../../../hooks/box-office/writing/write-failure.ts'
import { KubeError } from '../../../hooks/kube/api.ts'

t.test('only what the API server refuses is certainly not done', async t => {
  const table: [code: number | undefined, expected: string][] = [
    [409, 'conflict'],
    [400, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [422, 'refused'],
    [429, 'refused'],
    [408, 'unknown'],
    [500, 'unknown'],
    [504, 'unknown'],
    [undefined, 'unknown'],
  ]
  for (const [code, expected] of table) {
    t.equal(failureOf(new KubeError('failed', { code, reason: 'Unknown' })), expected, String(code))
  }
  t.equal(failureOf(new TypeError('a defect')), 'unknown', 'a defect tells nothing of what was sent')
})

t.test('without a code there was no answer', async t => {
  const errors = [
    new KubeError('failed', { code: undefined, reason: 'Unknown' }),
    new KubeError('failed', { code: 504, reason: 'Unknown' }),
    new TypeError('a defect'),
  ]
  t.strictSame(errors.map(isUnanswered), [true, false, false])
})
