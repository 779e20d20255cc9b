import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readOrCreateKeys } from '../../../local/control-plane/keys.ts'

t.test('keys are created once, for their owner alone, and read at later starts', async t => {
  const folder = join(t.testdir(), 'keys')
  const keys = readOrCreateKeys(folder)
  const { serviceAccountKey, serviceAccountPublicKey, tokens, adminToken, controllerManagerToken } = keys
  const publicKey = createPublicKey(createPrivateKey(readFileSync(serviceAccountKey, 'utf8')))
  t.equal(readFileSync(serviceAccountPublicKey, 'utf8'), publicKey.export({ type: 'spki', format: 'pem' }))
  t.match(adminToken, /^[0-9a-f]{64}$/)
  t.match(controllerManagerToken, /^[0-9a-f]{64}$/)
  t.not(adminToken, controllerManagerToken)
  t.equal(
    readFileSync(tokens, 'utf8'),
    `${adminToken},kconference-admin,admin,"system:masters"\n${controllerManagerToken},system:kube-controller-manager,controller-manager,\n`,
  )
  for (const file of [serviceAccountKey, serviceAccountPublicKey, tokens]) t.equal(statSync(file).mode & 0o777, 0o600)
  t.strictSame(readOrCreateKeys(folder), keys)
  t.not(readOrCreateKeys(t.testdir()).adminToken, adminToken)
})
