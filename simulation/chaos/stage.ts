import type { Recorder } from './recorder.ts'
import type { ReportingGateway } from './sale/gateway.ts'
import type { PatientClient } from './sale/patient-client.ts'
import type { PlayedPages } from './till/played-pages.ts'

/** The tools of everybody who takes part in a run. */
export interface Stage {
  namespace: string
  client: PatientClient
  gateway: ReportingGateway
  /** The played gateway at which the cashier charges buyers. */
  pages: PlayedPages
  recorder: Recorder
  /** Aborts after a failure or at the time limit, and ends all work. */
  signal: AbortSignal
}
