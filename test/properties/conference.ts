import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { ConferenceOffice } from '../../hooks/box-office/conference/conference-office.ts'
import { seatPrefix } from '../../hooks/rules/reservation.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { PlayedOffice } from '../fixtures/box-office/played-office.ts'
import { anyRush, anySale, type PlayedStep, type PlayedWorld, play } from '../fixtures/box-office/played-steps.ts'
import { createPlayedStore, type PlayedStore } from '../fixtures/box-office/played-store.ts'
import { fc } from '../fixtures/properties.ts'

const offices = fc.constantFrom(1, 2)

function createWorld(offices: number): PlayedWorld {
  const store = createPlayedStore()
  return { store, offices: Array.from({ length: offices }, () => new PlayedOffice(store)) }
}

function officeOf({ offices }: PlayedWorld, { office }: PlayedStep): PlayedOffice {
  return offices[office % offices.length] as PlayedOffice
}

function playAll(world: PlayedWorld, steps: readonly PlayedStep[]): void {
  for (const step of steps) {
    play(world, step)
    if (step.does === 'decide') officeOf(world, step).decide()
  }
}

/** Whether there is nothing to decide before the time that the conference names. */
function isAwake(conference: ConferenceOffice, now: number): boolean {
  const at = conference.dueTime() ?? Number.POSITIVE_INFINITY
  return at <= now || conference.decideFully(now).length === 0
}

/** Plays a step. If an office decides in it: whether its decision equals the full decision. */
function isDecidedAlike(world: PlayedWorld, step: PlayedStep): boolean {
  const { store, offices } = world
  play(world, step)
  if (step.does !== 'decide') return offices.every(({ conference }) => isAwake(conference, store.now))
  const office = officeOf(world, step)
  office.conference.noteReach(store.now)
  const fully = office.conference.decideFully(store.now)
  return isDeepStrictEqual(office.decide(), fully)
}

t.test('a decision change by change equals the full decision', async () => {
  fc.assert(
    fc.property(offices, anySale, (offices, steps) => {
      const world = createWorld(offices)
      return steps.every(step => isDecidedAlike(world, step))
    }),
    { numRuns: 1_500 },
  )
})

/** Completes all pending writes and decides, until nothing is due. Returns the number of rounds. */
function settle({ store, offices }: PlayedWorld): number {
  const isDue = ({ conference }: PlayedOffice) => (conference.dueTime() ?? Number.POSITIVE_INFINITY) <= store.now
  for (const office of offices) office.catchUp()
  for (let round = 0; round < 20; round += 1) {
    if (!offices.some(isDue)) return round
    for (const office of offices) {
      office.decide()
      office.catchUp()
    }
    for (const office of offices) office.catchUp()
  }
  return Number.POSITIVE_INFINITY
}

/** The tickets that are held, sold and waited for, by those stored reservations that are selected. */
function countsOf(store: PlayedStore, isSelected: (reservation: Reservation) => boolean): number[] {
  const reservations = store.names('Reservation').flatMap(name => store.get<Reservation>('Reservation', name) ?? [])
  const selected = reservations.filter(isSelected)
  return (['Held', 'Sold', 'Waitlisted'] as const).map(decision =>
    selected.filter(({ spec }) => spec.decision === decision).reduce((sum, { spec }) => sum + spec.quantity, 0),
  )
}

// Until 0.2.0 a reservation did not name its plan, which owned it.
const isOfPlan = (plan: string) => (reservation: Reservation) =>
  (reservation.spec.planRef ?? reservation.metadata.ownerReferences?.[0]?.name) === plan
const isOfPool = (pool: string) => (reservation: Reservation) => reservation.spec.poolRef === pool

interface Counts {
  held?: number
  sold?: number
  waiting?: number
}

/** Whether a status of a plan or pool counts the stored reservations. */
function isCounted(store: PlayedStore, { held, sold, waiting }: Counts, isSelected: (one: Reservation) => boolean) {
  return isDeepStrictEqual([held, sold, waiting], countsOf(store, isSelected))
}

t.test('once everything has settled, nothing is left to decide, and every count is right', async () => {
  fc.assert(
    fc.property(offices, anySale, (offices, steps) => {
      const world = createWorld(offices)
      playAll(world, steps)
      if (settle(world) === Number.POSITIVE_INFINITY) return false
      const { store } = world
      const { now } = store
      return world.offices.every(
        ({ conference }) =>
          conference.decideFully(now).length === 0 &&
          [...conference.planStatuses(now)].every(([name, { status }]) => isCounted(store, status, isOfPlan(name))) &&
          [...conference.poolStatuses(now)].every(([name, { status }]) => isCounted(store, status, isOfPool(name))),
      )
    }),
    { numRuns: 500 },
  )
})

/** The sold seats, one entry for each order that has the seat. */
function soldSeats(store: PlayedStore): string[] {
  return store.names('Reservation').flatMap(name => {
    const { spec } = store.get<Reservation>('Reservation', name) ?? {}
    return spec?.decision === 'Sold' ? (spec.seats ?? []).map(seat => `${seatPrefix(spec)}${seat}`) : []
  })
}

t.test('two box offices that decide at once never sell one seat to two orders', async () => {
  fc.assert(
    fc.property(anyRush, steps => {
      const world = createWorld(2)
      return steps.every(step => {
        playAll(world, [step])
        const seats = soldSeats(world.store)
        return new Set(seats).size === seats.length
      })
    }),
    { numRuns: 3_000 },
  )
})
