import t from 'tap'
import { readAuthorization } from '../../../../local/metacontroller/hooks/credentials.ts'

const token = { scheme: 'Bearer', namespace: 'system', name: 'tokens', key: 'token' }
const secret = (data?: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'tokens' },
  ...(data && { data }),
})

t.test('the token is read from the Secret, and sent without surrounding white space', async t => {
  const asked: unknown[] = []
  const client = {
    get: async (...call: unknown[]) => {
      asked.push(call)
      return secret({ token: Buffer.from(' abc\n').toString('base64') })
    },
  }
  t.strictSame(await readAuthorization(token, client), { authorization: 'Bearer abc' })
  const secrets = { apiVersion: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true }
  t.strictSame(asked, [[secrets, { namespace: 'system', name: 'tokens' }]])
})

t.test('a hook without a token sends none, and no Secret is read', async t => {
  t.strictSame(await readAuthorization(undefined, { get: () => t.fail('nothing is asked') as never }), {})
})

t.test('a Secret without the key is an error', async t => {
  const message = 'Cannot read authorization secret "system/tokens": it must contain key "token"'
  for (const data of [undefined, { other: '' }]) {
    await t.rejects(readAuthorization(token, { get: async () => secret(data) }), { message })
  }
})
