import type { Order } from '../../../hooks/schema/order/order.ts'
import type { System } from '../../../local/system/system.ts'
import { endingFaults } from '../ending.ts'
import { aimAt } from '../kills.ts'
import { playPassingConference } from '../passing-conference.ts'
import type { Stage } from '../stage.ts'
import { moneyFaults } from '../till/till-ending.ts'
import { startVisit, type Visit } from '../visit.ts'
import { type Buyer, buyersOf } from './buyer.ts'
import { openSale, widenSale } from './offer.ts'
import { createPatientClient } from './patient-client.ts'

export interface SaleOptions {
  orders: number
  seats: number
  /** The processes to kill, one after the other. */
  kills: readonly string[]
  /** Whether holds end after a minute, and the run waits until none is left; otherwise they outlive the sale. */
  lapses: boolean
  log(line: string): void
  /** Called with the error of a buyer or a kill, which ends the run. */
  onFailure(error: Error): void
}

const stillnessMs = 1500

/**
 * Plays a sale from its opening until everything has come to rest. Buyers come in waves, and each wave has a kill in its
 * middle. Resolves with the time without decisions after each kill of the leading box office, in milliseconds.
 */
export async function playSale(system: System, stage: Stage, options: SaleOptions): Promise<number[]> {
  const { namespace, client, recorder, signal } = stage
  const { orders, seats, lapses, kills, log } = options
  const offer = { seats, redemptions: Math.max(3, Math.round(orders / 20)), holdMinutes: lapses ? 1 : 15 }
  await client.create('Conference', namespace, { title: namespace })
  await recorder.waitUntil(() => recorder.isThere('Namespace', namespace) || undefined, signal)
  await openSale(client, offer)
  const passing = `${namespace}-passing`
  const passingClient = await createPatientClient(system, { namespace: passing, signal })
  const gone = playPassingConference(passing, { client: passingClient, recorder, signal })
  gone.catch(options.onFailure)
  const visits: Visit[] = []
  const gaps: number[] = []
  const waves = wavesOf(buyersOf(orders, { slow: lapses }), kills.length + 1)
  for (const [index, wave] of waves.entries()) {
    const victim = kills[index]
    const [come, gap] = await playWave(wave, { system, stage, options, victim })
    visits.push(...come)
    if (gap !== undefined) gaps.push(gap)
    if (victim !== undefined) log(`kill -9 of ${victim}; ${visits.length} orders, revision ${recorder.revision()}`)
    if (index === Math.floor(kills.length / 2)) await widenSale(client, offer)
  }
  await gone
  await rest(visits, stage, options)
  return gaps
}

interface Wave {
  system: System
  stage: Stage
  options: SaleOptions
  /** The process to kill in the middle of the wave. */
  victim: string | undefined
}

async function playWave(
  wave: Buyer[],
  { system, stage, options, victim }: Wave,
): Promise<[Visit[], number | undefined]> {
  const { recorder, signal } = stage
  const half = Math.ceil(wave.length / 2)
  const [early, late] = [wave.slice(0, half), wave.slice(half)]
  const visits = await arrive(early, stage, options)
  // The last victim works again, and the other processes are in the middle of their work.
  const isAtWork = () => early.length === 0 || early.some(({ order }) => isAnswered(recorder.order(order))) || undefined
  await recorder.waitUntil(isAtWork, signal)
  const isDecided = () =>
    late.length === 0 || late.some(({ order }) => recorder.isThere('Reservation', order)) || undefined
  const blow = victim === undefined ? async () => undefined : await aimAt(victim, { system, stage })
  const killed = blow({ waitUntilDecided: () => recorder.waitUntil(isDecided, signal) })
  killed.catch(options.onFailure)
  visits.push(...(await arrive(late, stage, options)))
  return [visits, await killed]
}

function wavesOf(buyers: Buyer[], count: number): Buyer[][] {
  return Array.from({ length: count }, (_, wave) => buyers.filter((_, index) => index % count === wave))
}

/** Starts the visits of all buyers at once. Resolves when their orders are stored. */
async function arrive(wave: Buyer[], stage: Stage, { onFailure }: SaleOptions): Promise<Visit[]> {
  const visits = await Promise.all(wave.map(buyer => startVisit(buyer, stage)))
  for (const { completion } of visits) completion.catch(onFailure)
  return visits
}

function isAnswered(order: Order | undefined): boolean {
  return order?.status?.observedGeneration !== undefined
}

/** Resolves when buyers only wait for seats, nothing is written any more, and every promise is kept. */
async function rest(visits: Visit[], { pages, recorder, signal }: Stage, { lapses, log }: SaleOptions): Promise<void> {
  for (let told = ''; ; ) {
    await recorder.waitUntilQuiet(stillnessMs, signal)
    const busy = visits.filter(visit => visit.isBusy()).length
    const held = recorder.checker
      .list('Reservation')
      .filter(({ spec }) => lapses && spec.heldUntil !== undefined).length
    const money = moneyFaults(await pages.readBooks(), recorder.checker)
    const faults = [...money, ...endingFaults(recorder.checker, Date.now())]
    if (busy === 0 && held === 0 && faults.length === 0) return
    const unsettled = faults.length === 0 ? '' : `, ${faults.length} unsettled: ${faults[0]}`
    const state = `waiting for ${busy} buyers, ${held} holds to end${unsettled}`
    if (state !== told) log(state)
    told = state
  }
}
