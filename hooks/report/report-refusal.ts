import { KubeError } from '../kube/api.ts'
import type { Call, ReportName } from './arguments.ts'

/** The error of a report, with the answer of the API server and the next step. An error of another kind stays as it is. */
export function reportRefusal(call: Call, cause: unknown): unknown {
  if (!(cause instanceof KubeError)) return cause
  const { code, reason, message } = cause
  const isMissing = code === 404 && reason === 'NotFound'
  return refusal(
    call,
    isMissing ? 'no conference of that name exists' : `${message}; ${nextStep(call.report, code)}`,
    cause,
  )
}

function refusal({ report, conference }: Call, must: string, cause: KubeError): Error {
  return new Error(`Cannot report ${report} of conference "${conference}": ${must}`, { cause })
}

function nextStep(report: ReportName, code: number | undefined): string {
  if (code === 401) return 'create a new token for the account, then run it again'
  if (code !== 403) return 'run it again'
  if (report === 'attendees') return 'attendees are personal data: use an account with the role kconference-viewer'
  return 'use an account with the role kconference-accountant'
}
