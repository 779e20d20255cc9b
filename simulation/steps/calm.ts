import { undecidedFault } from '../invariants/convergence.ts'
import { calmChoices } from '../schedule/choices.ts'
import type { Simulation } from '../simulation.ts'
import { calmTill, settleTill } from '../till/till-calm.ts'
import { garbageOf } from './garbage-step.ts'
import { send } from './gateway-step.ts'
import { workOffices } from './office-steps.ts'
import { changeMark, isMarked, showMark } from './restore-step.ts'
import { advanceEngine } from './steps.ts'

/** More rounds than this without an end mean that there is no fixed point. */
const maxRounds = 3_000
/**
 * Two rounds of the longest resyncPeriodSeconds, that of the orders, in milliseconds: every object is synced twice after
 * the last change.
 */
const twoResyncsMs = 3_620_000
/** More time than all orders of a schedule need one after the other, in milliseconds. */
const fullDayMs = 86_400_000

/**
 * Stops the faults: every process sees everything, every call gets a reply, gateways repeat until they are acknowledged,
 * and garbage is collected. Time passes until every hold has ended and every object was synced again.
 */
export async function calmDown(simulation: Simulation): Promise<void> {
  const { clock, store } = simulation
  simulation.tell('faults stop')
  stopFaults(simulation)
  const rest = longestHoldMs(simulation) + 35_000 + twoResyncsMs
  const end = clock.now + fullDayMs
  let changedAt = clock.now
  await decideSoon(simulation)
  while (clock.now < changedAt + rest && clock.now < end && simulation.violation === undefined) {
    const before = store.revision()
    await settle(simulation)
    if (store.revision() !== before) changedAt = clock.now
    clock.now = Math.max(clock.now + 1, nextWake(simulation))
    for (const consumer of simulation.engines) consumer.wake()
  }
  if (clock.now >= end) simulation.violation ??= 'fixedPoint: something still changes'
}

/** The longest time for which any plan may hold a seat, in milliseconds. */
function longestHoldMs({ store }: Simulation): number {
  const terms = store.list('Plan').map(({ spec }) => {
    const { holdMinutes, maxHoldMinutes = 0, offerMinutes = 0, pendingHours = 0 } = spec
    return Math.max(holdMinutes, maxHoldMinutes, offerMinutes, pendingHours * 60)
  })
  return Math.max(15, ...terms) * 60_000
}

/** The time of the next timer of any process, in milliseconds since 1970. */
export function nextWake({ engines, offices, till }: Simulation): number {
  const cashiers = till?.cashiers ?? []
  return Math.min(...[...engines, ...offices, ...cashiers].map(process => process.wakesAt()))
}

/** Ends all pauses and late writes, and lets as many box offices lead as the world has leaders. */
function stopFaults(simulation: Simulation): void {
  const { offices, world, adrift } = simulation
  if (isMarked(simulation)) changeMark(simulation)
  adrift.length = 0
  calmTill(simulation)
  for (const office of offices) {
    office.pause(false)
    office.lead(false)
  }
  const leaders = offices.slice(-world.offices.leaders)
  // Two that lead at once with different clocks contradict each other until both have passed a date. Clocks only go forward.
  const latest = Math.max(...leaders.map(office => office.skewMs()))
  for (const office of leaders) {
    office.lead(true)
    office.setSkew(latest)
  }
}

/** The time within which every order must be decided, in milliseconds. */
const soonMs = 5_000

/** Checks that every order is decided within 5 s. */
async function decideSoon(simulation: Simulation): Promise<void> {
  const { clock } = simulation
  const end = clock.now + soonMs
  for (await settle(simulation); simulation.violation === undefined && clock.now < end; await settle(simulation)) {
    clock.now = Math.min(end, Math.max(clock.now + 1, nextWake(simulation)))
    for (const consumer of simulation.engines) consumer.wake()
  }
  const { store, checker } = simulation
  simulation.violation ??= undecidedFault({ list: store.list, records: checker.records, now: clock.now })
}

/** Lets every process see everything, replies to every call and collects garbage, until nothing is left to do now. */
export async function settle(simulation: Simulation): Promise<void> {
  for (let times = 0; times < maxRounds; times += 1) {
    if (simulation.violation !== undefined) return
    const seen = seeEverything(simulation)
    const worked = advanceEngine(simulation, calmChoices)
    const decided = workOffices(simulation, calmChoices)
    const paid = await settleTill(simulation)
    const answered = await answerAll(simulation)
    const collected = collectAll(simulation)
    if (!(seen || worked || decided || paid || answered || collected)) return
  }
  simulation.violation ??= 'fixedPoint: there is always something to do'
}

function seeEverything(simulation: Simulation): boolean {
  const { engines, offices, endedAt } = simulation
  let seen = false
  for (const consumer of engines) {
    for (const view of consumer.views) {
      while (view.backlog() > 0) {
        seen = true
        consumer.deliver(view, 'next')
      }
    }
  }
  for (const office of offices) {
    if (endedAt !== undefined) office.seeEnd()
    while (showMark(office, simulation)) seen = true
    for (const watch of office.watches()) {
      while (watch.backlog() > 0) {
        seen = true
        office.deliver(watch.kind, 'next', calmChoices)
      }
      office.deliver(watch.kind, 'bookmark', calmChoices)
    }
  }
  return seen
}

async function answerAll(simulation: Simulation): Promise<boolean> {
  const { endpoint, gateway } = simulation
  for (const post of gateway.posts.filter(({ state }) => state === 'open')) await send(simulation, post, 0)
  if (endpoint.pendingCalls().length === 0) return false
  while (endpoint.pendingCalls().length > 0) await endpoint.answer(0, calmChoices)
  return true
}

function collectAll(simulation: Simulation): boolean {
  const garbage = garbageOf(simulation)
  for (const { kind, name } of garbage) simulation.api.collect(kind, name)
  return garbage.length > 0
}
