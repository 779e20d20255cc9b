import type { Choices } from '../../schedule/choices.ts'

/** A call of a cashier that is under way. */
export interface Call {
  about: string
  /** In milliseconds since 1970. */
  askedAt: number
  /** Carries the call out, or delivers its reply. */
  step(choices: Choices): void
  /** The caller waits no longer: the call fails. */
  giveUp(): void
  /** The caller stops: the call is lost, or takes effect at that very moment or later. */
  leave(choices: Choices): void
}

/** A sent request that its sender no longer waits for: the gateway may still receive it. */
export interface LateRequest {
  about: string
  sentAt: number
  arrive(): void
}

/** The calls of one process that are under way, and the times at which its visits began. */
export interface CallBoard {
  calls: Set<Call>
  /** The begin of the visit with this signal: the time of its first call, in milliseconds since 1970. */
  begunAt(signal: AbortSignal): number
  /** Whether no call may begin any more: the visit is too long, or was aborted. */
  isOver(signal: AbortSignal): boolean
  /** Puts a call on the board. It fails when the signal aborts. Returns the function that takes it off. */
  post(call: Call, signal: AbortSignal): () => void
}

/** The time limits of a call and of a visit (hooks/gateway/call-gateway.ts, hooks/cashier/program.ts), in milliseconds. */
export const callMs = 10_000
const visitMs = 90_000

export function createCallBoard(now: () => number): CallBoard {
  const begins = new WeakMap<AbortSignal, number>()
  const calls = new Set<Call>()
  const begunAt = (signal: AbortSignal) => {
    const known = begins.get(signal) ?? now()
    begins.set(signal, known)
    return known
  }
  return {
    calls,
    begunAt,
    isOver: signal => signal.aborted || begunAt(signal) + visitMs < now(),
    post(call, signal) {
      const abort = () => call.giveUp()
      calls.add(call)
      signal.addEventListener('abort', abort, { once: true })
      return () => {
        calls.delete(call)
        signal.removeEventListener('abort', abort)
      }
    },
  }
}
