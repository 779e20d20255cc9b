import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { auditLog, writeAuditPolicy } from '../../../local/control-plane/audit.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

t.test('the policy is a file, and the log is never rotated', async t => {
  const folder = t.testdir()
  t.strictSame(writeAuditPolicy(folder), [
    `--audit-policy-file=${join(folder, 'audit-policy.json')}`,
    `--audit-log-path=${join(folder, 'logs', 'audit.jsonl')}`,
    '--audit-log-maxsize=1000000',
  ])
  t.match(JSON.parse(readFileSync(join(folder, 'audit-policy.json'), 'utf8')), { rules: [{ level: 'Metadata' }] })
})

t.test('each request is one line with its user, verb and object', async t => {
  const { folder, kubectl } = await startTestControlPlane(t, { audit: true })
  await kubectl(['create', 'namespace', 'asked-for'])
  const events = readFileSync(auditLog(folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
    .filter(({ objectRef }) => objectRef?.name === 'asked-for' && objectRef.resource === 'namespaces')
    .filter(({ verb }) => verb === 'create')
  t.match(events, [{ stage: 'ResponseComplete', user: { username: 'kconference-admin' } }])
  t.equal(events.length, 1)
})
