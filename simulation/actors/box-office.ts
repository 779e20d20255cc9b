import { ConferenceOffice, type Sighting } from '../../hooks/box-office/conference/conference-office.ts'
import type { Outcome } from '../../hooks/box-office/conference/outcomes.ts'
import type { Write } from '../../hooks/box-office/objects/reservation-object.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { decisionFault } from '../invariants/decision-invariants.ts'
import type { Mark } from '../namespace-mark.ts'
import type { Choices } from '../schedule/choices.ts'
import type { Faults } from '../schedule/faults.ts'
import type { ApiServer } from '../server/api-server.ts'
import type { Store } from '../server/store.ts'
import { createWatch, type Watch, type WatchedKind } from '../server/watch.ts'
import type { LateWrite } from './late-write.ts'
import { type Ask, createAsk, createFlight, type Flight } from './office-calls.ts'

/** One process of the box office: its watches, its conclusions from them, and its calls that are under way. */
export interface BoxOffice {
  name: string
  watches(): Watch<WatchedKind>[]
  /** Whether the process believes that it holds the Lease. */
  isLeading(): boolean
  lead(isLeader: boolean): void
  /** A paused process does nothing; later it continues in the middle of its work. */
  isPaused(): boolean
  /** The time of the pause; the present time if the process is not paused. */
  pausedAt(): number
  pause(isPaused: boolean): void
  /** Shows the process that its namespace is being deleted. */
  seeEnd(): void
  hasSeenEnd(): boolean
  /** Shows the process that its namespace is being restored, or no longer. */
  seeMark(mark: Mark): void
  /** The number of changes of the mark that the process has seen. */
  marksSeen(): number
  /** Shows the process the next event or page of a kind, the last one again, or a bookmark. */
  deliver(kind: WatchedKind, event: 'next' | 'again' | 'bookmark', choices: Choices): void
  /** The number of things that the process could do now; `act` takes the index of one. */
  tasks(): number
  act(index: number, choices: Choices): void
  /** Decides if a decision is due, and sends nothing yet. */
  decideNow(): void
  /** Sends one write that the process decided and checked earlier, even if another one leads by now. */
  sendOne(choices: Choices): boolean
  /** The writes that the process has decided, and whose outcome it does not know. */
  pendingFlights(): readonly Flight[]
  /** Stops waiting for writes that were decided before a time: their outcome counts as unknown. */
  giveUp(before: number): void
  /** The time of the next thing to do, in milliseconds since 1970. */
  wakesAt(): number
  /** The error of its clock, in milliseconds. */
  skewMs(): number
  /** Sets the clock forward. */
  setSkew(skewMs: number): void
  /** Stops in the middle of everything, and starts with new lists. */
  restart(choices: Choices): void
  conference(): ConferenceOffice
}

export interface OfficeAround {
  api: ApiServer
  store: Store
  faults: Faults
  /** The simulated time, in milliseconds since 1970. */
  now(): number
  /** The error of this process's clock, in milliseconds. */
  skewMs: number
  /** Sent writes that the API server has not received and the network has not lost yet. */
  adrift: LateWrite[]
  /** Every change of the mark of the namespace. */
  marks: readonly Mark[]
  onViolation(violation: string | undefined): void
  tell(sentence: string): void
}

/** The kinds that the box office watches and decides from. */
export const watchedKinds: readonly WatchedKind[] = ['Plan', 'SeatPool', 'Coupon', 'Order', 'Payment', 'Reservation']
/** The time for which the box office waits for its watch after a refused write, in milliseconds. */
const patienceMs = 1_000

export function createBoxOffice(name: string, around: OfficeAround): BoxOffice {
  const { api, store, faults, now, onViolation, tell } = around
  let { skewMs } = around
  const clock = () => now() + skewMs
  let state = start()
  let isLeader = false
  let pausedAt: number | undefined

  /** The state in memory, which a restart loses. */
  function start() {
    const watches = new Map(watchedKinds.map(kind => [kind, createWatch(kind, { store, now })]))
    const readProgress = () => ({
      orders: watchOf('Order').shownRevision(),
      reservations: watchOf('Reservation').shownRevision(),
      coupons: watchOf('Coupon').shownRevision(),
    })
    return {
      watches,
      conference: new ConferenceOffice({ readReach: readProgress }),
      flights: new Set<Flight>(),
      asks: new Set<Ask>(),
      /** The replies to the process's own writes, as long as the watch does not show them. */
      own: new Map<string, Reservation>(),
      hasSeenEnd: false,
      /** The first list of the namespaces shows the latest mark. */
      marksSeen: around.marks.length,
      isRestoring: around.marks.at(-1)?.isRestoring === true,
      /** Whether something changed since the last decision, and the time until which the process still waits for its watch. */
      isDue: true,
      quietUntil: 0,
    }
  }

  function watchOf<K extends WatchedKind>(kind: K): Watch<K> {
    const watch = state.watches.get(kind)
    if (watch === undefined) throw new TypeError(`Cannot watch "${kind}": the box office must watch it`)
    return watch as unknown as Watch<K>
  }

  const isOpen = () => {
    if (!isLeader || state.hasSeenEnd || state.isRestoring) return false
    return [...state.watches.values()].every(watch => watch.isListed())
  }
  const hasTimeCome = () => (state.conference.dueTime() ?? Number.POSITIVE_INFINITY) <= clock()
  const isDeciding = () => isOpen() && (hasTimeCome() || state.isDue) && state.quietUntil <= now()

  function see(sights: Sighting[]): void {
    for (const sight of sights) state.conference.see(sight, clock())
    if (sights.length === 0) state.conference.noteReach(clock())
    state.isDue = true
    state.quietUntil = 0
  }

  function decide(): void {
    const { conference } = state
    const at = clock()
    const isEarly = !state.isDue && (conference.dueTime() ?? Number.POSITIVE_INFINITY) > at
    conference.noteReach(at)
    const full = conference.decideFully(at)
    const unresolved = conference.unresolvedNames()
    const writes = conference.decide(at)
    const flights = [...state.flights]
    const pendingWrites = flights.map(({ write }) => write)
    const heldBack = flights.filter(flight => flight.isHeldBack()).map(({ write }) => write.name)
    onViolation(
      decisionFault({
        name,
        writes,
        full,
        isEarly,
        watchOf,
        known: knownReservations(),
        at,
        pendingWrites,
        heldBack,
        unresolved,
      }),
    )
    for (const write of writes)
      state.flights.add(createFlight(write, { ...around, clock, onSettled, onHeldBack, sentFrom: state.flights }))
    state.isDue = false
  }

  function knownReservations(): Map<string, Reservation> {
    const watch = watchOf('Reservation')
    const newer = [...state.own].filter(([name, stored]) => {
      return versionOf(stored) > watch.shownRevision() && versionOf(stored) > versionOf(watch.get(name))
    })
    return new Map([...watch.list().map((one): [string, Reservation] => [one.metadata.name, one]), ...newer])
  }

  function onSettled(_: Write, outcome: Outcome): void {
    state.isDue = true
    if (outcome === 'refused') state.quietUntil = now() + patienceMs
    if (typeof outcome !== 'string') keep(outcome.stored)
  }

  /** Orders that wait may pass one whose write is held back. */
  function onHeldBack(): void {
    state.isDue = true
  }

  function keep(stored: Reservation): void {
    const { name } = stored.metadata
    if (versionOf(stored) > versionOf(knownReservations().get(name))) state.own.set(name, stored)
  }

  function ask(): void {
    const { conference, asks } = state
    const unresolved = conference.unresolvedNames()
    const doubts = isOpen() ? conference.doubts(clock()) : []
    if (unresolved.length === 0 && doubts.length === 0) return
    const asked = new Set([...asks].map(({ key }) => key))
    const onAnswer = (found: Reservation | Order | undefined) => {
      state.isDue = true
      if (found?.kind === 'Reservation') keep(found as Reservation)
    }
    const questions = [
      ...unresolved.map(name => ({ kind: 'Reservation' as const, name })),
      ...doubts.map(of => ({ kind: 'Order' as const, ...of })),
    ]
    for (const question of questions) {
      const next = createAsk(question, { api: { get: store.get }, faults, clock, conference, onAnswer })
      if (!asked.has(next.key)) asks.add(next)
    }
  }

  return {
    name,
    watches: () => [...state.watches.values()],
    isLeading: () => isLeader,
    lead(leads) {
      isLeader = leads
      state.isDue = true
    },
    isPaused: () => pausedAt !== undefined,
    pausedAt: () => pausedAt ?? now(),
    pause(isPaused) {
      pausedAt = isPaused ? now() : undefined
    },
    seeEnd() {
      state.hasSeenEnd = true
    },
    hasSeenEnd: () => state.hasSeenEnd,
    seeMark({ isRestoring }) {
      state.isRestoring = isRestoring
      state.marksSeen += 1
      state.isDue = true
    },
    marksSeen: () => state.marksSeen,
    deliver(kind, event, choices) {
      const watch = watchOf(kind)
      if (event === 'bookmark') {
        if (watch.bookmark()) see([])
        return
      }
      const again = watch.lastSight()
      const wasListing = watch.isListing()
      see(event === 'next' ? watch.next(choices) : again === undefined ? [] : [again])
      // The end of a list is progress for every order, also for those that the list does not show.
      if (wasListing && !watch.isListing()) state.conference.noteReach(clock())
    },
    tasks() {
      if (pausedAt !== undefined) return 0
      ask()
      return state.flights.size + state.asks.size + (isDeciding() ? 1 : 0)
    },
    act(index, choices) {
      const { flights, asks, conference } = state
      const flight = [...flights][index]
      const question = [...asks][index - flights.size]
      tell(`${name} ${flight?.about() ?? question?.about() ?? 'decides'}`)
      if (flight !== undefined) {
        if (flight.isSent() || isOpen()) flight.step(choices, conference)
        else flight.drop(conference)
      } else if (question === undefined) decide()
      else if (question.step(choices)) asks.delete(question)
    },
    decideNow() {
      if (pausedAt === undefined && isDeciding()) decide()
    },
    sendOne(choices) {
      const flight = [...state.flights].find(flight => !flight.isSent())
      flight?.step(choices, state.conference)
      return flight !== undefined
    },
    pendingFlights: () => [...state.flights],
    giveUp(before) {
      for (const flight of state.flights) if (flight.decidedAt < before) flight.giveUp(state.conference)
    },
    wakesAt() {
      if (!isOpen()) return Number.POSITIVE_INFINITY
      const time = (state.conference.dueTime() ?? Number.POSITIVE_INFINITY) - skewMs
      return Math.max(state.quietUntil, state.isDue ? 0 : time)
    },
    skewMs: () => skewMs,
    setSkew(milliseconds) {
      skewMs = milliseconds
      state.isDue = true
    },
    restart(choices) {
      for (const flight of state.flights) flight.leave(choices)
      state = start()
      if (api.isEnding()) state.hasSeenEnd = true
      pausedAt = undefined
    },
    conference: () => state.conference,
  }
}

function versionOf(stored: Reservation | undefined): bigint {
  return BigInt(stored?.metadata.resourceVersion ?? '0')
}
