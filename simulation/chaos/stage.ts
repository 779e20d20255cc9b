import type { Recorder } from './recorder.ts'
import type { Desk } from './sale/desk.ts'
import type { Gateway } from './sale/gateway.ts'
import type { PlayedPages } from './till/played-pages.ts'

/** The tools of everybody who takes part in a run. */
export interface Stage {
  namespace: string
  desk: Desk
  gateway: Gateway
  /** The played gateway at which the cashier charges buyers. */
  pages: PlayedPages
  recorder: Recorder
  /** Aborts after a failure or at the time limit, and ends all work. */
  signal: AbortSignal
}
