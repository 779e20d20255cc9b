import { timestamp } from '../rules/time.ts'
import type { Condition } from '../schema/crd/condition.ts'

/** A condition without its time. */
export interface Finding {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason: string
  message: string
}

export function conditionStatus(holds: boolean): 'True' | 'False' {
  return holds ? 'True' : 'False'
}

/**
 * The conditions of a status. lastTransitionTime changes only when the status of the condition changes, so a repeated sync
 * changes nothing (Kubernetes API conventions).
 */
export function conditionsOf(
  findings: readonly Finding[],
  of: { parent: { metadata: { generation?: number }; status?: { conditions?: Condition[] } }; now: number },
): Condition[] {
  const { generation } = of.parent.metadata
  return findings.map(finding => {
    const before = of.parent.status?.conditions?.find(({ type }) => type === finding.type)
    const lastTransitionTime = before?.status === finding.status ? before.lastTransitionTime : timestamp(of.now)
    return { ...finding, lastTransitionTime, ...(generation !== undefined && { observedGeneration: generation }) }
  })
}
