import type { BoxOffice } from '../actors/box-office.ts'
import { letBuyerAct } from '../actors/buyers.ts'
import type { Choices } from '../schedule/choices.ts'
import type { WatchedKind } from '../server/watch.ts'
import type { Simulation } from '../simulation.ts'
import { showOffice } from './office-steps.ts'

const others: readonly WatchedKind[] = ['Plan', 'SeatPool', 'Coupon', 'Order', 'Payment']

/**
 * Leaders decide one after the other while buyers act, and see few reservations of each other. Then they send their writes
 * by turns. So holds overlap in rows: each with the one before it, and the first not with the last. Returns whether two
 * could decide.
 */
export function raceOffices(simulation: Simulation, choices: Choices): boolean {
  const racers = simulation.offices.filter(office => office.isLeading() && !office.isPaused())
  if (racers.length < 2) return false
  simulation.tell('leaders race')
  for (const office of choices.chance(50) ? racers : racers.toReversed()) {
    for (const kind of others) showOffice(office, { simulation, choices, kind, percent: 100 })
    const percent = choices.chance(70) ? 0 : choices.integerBelow(101)
    showOffice(office, { simulation, choices, kind: 'Reservation', percent })
    office.decideNow()
    for (let acts = choices.integerBelow(4); acts > 0; acts -= 1) letBuyerAct(simulation.market, choices)
  }
  sendByTurns(racers, { simulation, choices })
  return true
}

function sendByTurns(racers: BoxOffice[], { simulation, choices }: { simulation: Simulation; choices: Choices }): void {
  let sending = racers
  while (simulation.violation === undefined) {
    const office = choices.pick(sending)
    if (office === undefined) return
    if (!office.sendOne(choices)) sending = sending.filter(other => other !== office)
  }
}
