import type { Focus } from './usual.ts'

/** The share of schedules with this focus, by weight, and their differences from the defaults. */
export interface Turn extends Partial<Omit<Focus, 'steps' | 'buyers' | 'organizers' | 'gateways' | 'chances'>> {
  share: number
  steps?: Partial<Focus['steps']>
  buyers?: Partial<Focus['buyers']>
  organizers?: Partial<Focus['organizers']>
  gateways?: Partial<Focus['gateways']>
  chances?: Partial<Focus['chances']>
}
