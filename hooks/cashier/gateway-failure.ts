import { GatewayError, type GatewayErrorKind } from '../gateway/gateway-error.ts'
import type { Reason } from '../rules/reservation.ts'
import type { CashierCounters, Visit } from './tools.ts'

const reasons: Record<GatewayErrorKind, string> = {
  refused: 'GatewayRefused',
  keys: 'KeysRefused',
  limited: 'GatewayBusy',
  unknown: 'GatewayUnreachable',
}

/** The reason of a failed call, for a status. */
export function reasonOfFailure({ kind, message }: GatewayError): Reason {
  return { reason: reasons[kind], message: message.slice(0, 1024) }
}

/** The next visit after a failed call. */
export function visitAfter({ retryAfterMs }: GatewayError): Visit {
  return { next: 'retry', ...(retryAfterMs !== undefined && { pauseMs: retryAfterMs }) }
}

/** Whether the call was refused for good, and so took no effect. */
export function isRefusal(error: unknown): error is GatewayError {
  return error instanceof GatewayError && error.kind === 'refused'
}

/** Awaits a call of a gateway, and counts its failure. */
export async function countFailures<T>(
  call: Promise<T>,
  { provider, counters }: { provider: string; counters: CashierCounters },
): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (error instanceof GatewayError) counters.countFailure(provider, error.kind)
    throw error
  }
}
