import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { keepIdentity } from '../../../local/system/identity.ts'

const account = { name: 'maker', namespace: 'works', client: 'client-go' } as const

/** An API server that issues token-1, token-2 and so on, or refuses. */
function issuer(t: Test) {
  const calls: string[][] = []
  const state = { refuses: false }
  const kubectl = async (args: string[]) => {
    calls.push(args)
    if (state.refuses) return { code: 1, stdout: '', stderr: 'not found\n' }
    return { code: 0, stdout: `token-${calls.length}\n`, stderr: '' }
  }
  return { calls, state, controlPlane: { kubectl, folder: t.testdir(), url: 'https://127.0.0.1:1', ca: 'PEM' } }
}

t.test('the token is in a file of its own that the kubeconfig names', async t => {
  const { calls, controlPlane } = issuer(t)
  const { kubeconfig, stop } = await keepIdentity(controlPlane, account)
  const home = join(controlPlane.folder, 'identities')
  t.strictSame(calls, [['create', 'token', 'maker', '--namespace=works', '--duration=86400s']])
  t.equal(kubeconfig, join(home, 'maker.kubeconfig'))
  t.strictSame(parse(readFileSync(kubeconfig, 'utf8')).users[0].user, { tokenFile: join(home, 'maker.token') })
  t.equal(readFileSync(join(home, 'maker.token'), 'utf8'), 'token-1')
  t.equal(statSync(join(home, 'maker.token')).mode & 0o777, 0o600)
  t.strictSame(readdirSync(home), ['maker.kubeconfig', 'maker.token'])
  stop()
})

t.test('client-node gets a kubeconfig that makes it read the file again', async t => {
  const { controlPlane } = issuer(t)
  const { kubeconfig, stop } = await keepIdentity(controlPlane, { ...account, client: 'client-node' })
  const config = { tokenFile: join(controlPlane.folder, 'identities', 'maker.token') }
  t.strictSame(parse(readFileSync(kubeconfig, 'utf8')).users[0].user, {
    'auth-provider': { name: 'tokenFile', config },
  })
  stop()
})

t.test('the token is renewed after half its lifetime, not before, and again after a refusal', async t => {
  const { calls, state, controlPlane } = issuer(t)
  let time = 0
  let looks = 0
  const now = () => {
    looks += 1
    return time
  }
  const renewal = { lifetimeMs: 600_000, everyMs: 2, now }
  const { stop } = await keepIdentity(controlPlane, { ...account, renewal })
  const home = join(controlPlane.folder, 'identities')
  const token = () => readFileSync(join(home, 'maker.token'), 'utf8')
  const changes = watch(home)
  const until = async (done: () => boolean, event: () => Promise<unknown>) => {
    while (!done()) await event()
  }
  const tick = () => new Promise(resolve => setTimeout(resolve, 2))

  time = 299_999
  const before = looks
  await until(() => looks > before + 3, tick)
  t.equal(calls.length, 1)
  state.refuses = true
  time = 300_000
  await until(() => calls.length > 3, tick)
  t.equal(token(), 'token-1')
  state.refuses = false
  await until(
    () => token() !== 'token-1',
    () => once(changes, 'change'),
  )
  const renewed = calls.length
  const after = looks
  await until(() => looks > after + 3, tick)
  t.equal(calls.length, renewed, 'a renewed token is as good as new')
  t.equal(token(), `token-${renewed}`)
  stop()
  changes.close()
})

t.test('an account that does not exist is one sentence', async t => {
  const { state, controlPlane } = issuer(t)
  state.refuses = true
  await t.rejects(keepIdentity(controlPlane, account), {
    message: 'Cannot request a token of "works/maker": the ServiceAccount must exist: not found',
  })
})
