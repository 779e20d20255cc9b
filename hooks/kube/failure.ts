import { ApiException } from '@kubernetes/client-node'
import { KubeError } from './api.ts'

/** Whatever a call of the API server threw, as a KubeError. */
export function kubeError(thrown: unknown): KubeError {
  if (thrown instanceof KubeError) return thrown
  if (thrown instanceof ApiException) return statusError(statusOf(thrown.body), thrown.code)
  if (thrown instanceof Error) {
    const code = 'statusCode' in thrown && typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined
    const cause = thrown.cause instanceof Error ? `${thrown.message}: ${thrown.cause.message}` : thrown.message
    return new KubeError(cause, { code, reason: code === undefined ? 'Unreachable' : 'Unknown' })
  }
  return statusError(statusOf(thrown), undefined)
}

interface Status {
  code?: number
  reason?: string
  message?: string
}

function statusError({ code, reason, message }: Status, httpCode: number | undefined): KubeError {
  const answer = { code: code ?? httpCode, reason: reason ?? 'Unknown' }
  return new KubeError(message ?? `the API server answered ${answer.code}`, answer)
}

// Kubernetes answers errors with a Status object; what stands between it and us may answer anything.
function statusOf(body: unknown): Status {
  if (typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'Status') return body as Status
  if (typeof body !== 'string') return {}
  try {
    return statusOf(JSON.parse(body))
  } catch {
    return {}
  }
}
