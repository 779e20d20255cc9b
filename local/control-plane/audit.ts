import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The policy logs every answered request with its user, and no bodies:
 * https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
 */
const policy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived', 'ResponseStarted'],
  omitManagedFields: true,
  rules: [{ level: 'Metadata' }],
}

/** Path of the audit log, with one line of JSON for each request that the API server has answered. */
export function auditLog(folder: string): string {
  return join(folder, 'logs', 'audit.jsonl')
}

/** Writes the audit policy; returns the arguments with which the API server logs by it, to one file of any length. */
export function writeAuditPolicy(folder: string): string[] {
  const file = join(folder, 'audit-policy.json')
  writeFileSync(file, JSON.stringify(policy))
  return [`--audit-policy-file=${file}`, `--audit-log-path=${auditLog(folder)}`, '--audit-log-maxsize=1000000']
}
