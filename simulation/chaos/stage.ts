import type { Recorder } from './recorder.ts'
import type { Desk } from './sale/desk.ts'
import type { Gateway } from './sale/gateway.ts'

/** What everybody who takes part acts with. */
export interface Stage {
  namespace: string
  desk: Desk
  gateway: Gateway
  recorder: Recorder
  /** Aborts when something failed or it is too late: everybody goes home. */
  signal: AbortSignal
}
