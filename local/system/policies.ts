import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { ControlPlane } from '../control-plane/control-plane.ts'

const configMaps = '/api/v1/namespaces/default/configmaps?dryRun=All'
const usual = { pauseMs: 100, patienceMs: 60_000 }

/**
 * Resolves when every policy that is stored now is in force. The API server reads the stored policies once a second and
 * announces nothing, but sees them in the order in which they were stored. So this function stores a last one, tries what
 * that one refuses, as a dry run, until the API server refuses it, and removes it. Throws the last other answer after
 * `patienceMs`.
 */
export async function waitForPolicies(
  { kubectl }: Pick<ControlPlane, 'kubectl'>,
  { pauseMs, patienceMs }: { pauseMs: number; patienceMs: number } = usual,
): Promise<void> {
  const name = `kconference-wait-${randomUUID()}`
  const lastPolicy = policyAgainst(name)
  const { code, stderr } = await kubectl(['create', '--filename=-'], lastPolicy)
  if (code !== 0) throw new Error(`Cannot write the policy "${name}": kubectl must succeed: ${stderr.trim()}`)
  try {
    await waitForRefusal()
  } finally {
    await kubectl(['delete', '--filename=-'], lastPolicy)
  }

  async function waitForRefusal(): Promise<void> {
    const configMap = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
    const end = Date.now() + patienceMs
    for (;;) {
      const { stdout, stderr } = await kubectl(['create', `--raw=${configMaps}`, '--filename=-'], configMap)
      if (stderr.includes('ValidatingAdmissionPolicy')) return
      if (Date.now() > end) {
        const answer = (stdout + stderr).trim()
        throw new Error(
          `Cannot wait for the policies: the policy "${name}" must refuse; the last answer was: ${answer}`,
        )
      }
      await delay(pauseMs)
    }
  }
}

/** A policy, with its binding, that refuses the ConfigMap of its own name and nothing else. */
function policyAgainst(name: string): string {
  const apiVersion = 'admissionregistration.k8s.io/v1'
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }
  const validation = { expression: `object.metadata.name != '${name}'` }
  const items = [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: { matchConstraints: { resourceRules: [rule] }, validations: [validation] },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ]
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
}
