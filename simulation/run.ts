import { createSimulation } from './create-simulation.ts'
import { endFaults, leftovers } from './invariants/convergence.ts'
import { statusFaults } from './invariants/status-invariants.ts'
import type { ReachedCounts } from './reached.ts'
import { choicesFrom } from './schedule/choices.ts'
import type { Faults } from './schedule/faults.ts'
import type { Simulation } from './simulation.ts'
import { calmDown } from './steps/calm.ts'
import { takeStep } from './steps/steps.ts'
import { countPaidTwice, tillFaults } from './till/invariants/till-end.ts'

/** The result of one schedule. */
export interface Result {
  /** The first broken invariant, as "<name>: <event>"; undefined if all of them held. */
  violation: string | undefined
  faults: Faults
  reached: ReachedCounts
  /** The number of stored writes. */
  revisions: number
}

/** Plays a schedule: the first number is its world, each further one a step. Then faults stop, and everything must converge. */
export async function playSchedule(schedule: readonly number[], tell?: (sentence: string) => void): Promise<Result> {
  const [world = 0, ...steps] = schedule
  const simulation = createSimulation(choicesFrom(world), tell)
  try {
    for (const number of steps) {
      await takeStep(simulation, number)
      if (simulation.violation !== undefined) break
    }
    if (simulation.violation === undefined) await calmDown(simulation)
    if (simulation.violation === undefined) simulation.violation = endViolation(simulation)
  } catch (error) {
    simulation.violation ??= `threw: ${error instanceof Error ? error.stack : error}`
  } finally {
    simulation.endpoint.stop()
    for (const cashier of simulation.till?.cashiers ?? []) cashier.stop()
  }
  const { violation, faults, reached, store } = simulation
  if (violation !== undefined) tell?.(`VIOLATION ${violation}`)
  return { violation, faults, reached, revisions: store.revision() }
}

function endViolation(simulation: Simulation): string | undefined {
  const { store, checker, clock, api, offices } = simulation
  const { records } = checker
  const conferences = offices.map(office => office.conference())
  const end = { list: store.list, records, now: clock.now }
  const faults = api.isEnding()
    ? leftovers(end, conferences)
    : [...endFaults(end), ...statusFaults(end, conferences, clock.now), ...tillEndFaults(simulation)]
  return faults.length === 0 ? undefined : faults.join('; ')
}

function tillEndFaults({ till, store, reached }: Simulation): string[] {
  if (till === undefined) return []
  const end = { books: till.gateways.books, checkouts: till.checkouts, pages: till.pages, list: store.list }
  reached['orders paid twice'] += countPaidTwice(end)
  return tillFaults(end)
}
