import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every answered request, with who sent it, and no bodies: https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/ */
const policy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived', 'ResponseStarted'],
  omitManagedFields: true,
  rules: [{ level: 'Metadata' }],
}

/** One line of JSON per request that the API server has answered. */
export function auditLog(folder: string): string {
  return join(folder, 'logs', 'audit.jsonl')
}

/** What makes the API server write the audit log; it is one file, however long it gets. */
export function auditArguments(folder: string): string[] {
  const file = join(folder, 'audit-policy.json')
  writeFileSync(file, JSON.stringify(policy))
  return [`--audit-policy-file=${file}`, `--audit-log-path=${auditLog(folder)}`, '--audit-log-maxsize=1000000']
}
