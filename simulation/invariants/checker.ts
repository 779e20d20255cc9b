import type { Change } from '../server/stored.ts'
import { holdsEnd, holdsGiveWayToEarlier, holdsShrinkAsAsked, paidHoldsStay } from './grants/hold-invariants.ts'
import { grantsFollowTheOffer, lateMoneyFollowsTheOffer, refusalsFollowTheOffer } from './grants/offer-invariants.ts'
import {
  announcedHoldsStay,
  announcementsAreMade,
  endsHaveReasons,
  endsStay,
  holdsLast,
  scarceHoldsEnd,
} from './grants/term-invariants.ts'
import { confirmedAfterPaid, confirmedStays, paymentsAreRecordedOnce, paymentsStay } from './order-invariants.ts'
import { createRecords, ownerUid, pastOf, type SaleRecords } from './records.ts'
import {
  decisionsFollow,
  givenAsItWas,
  orderGoneIsGone,
  refundedIsRefunded,
  refusedIsFinal,
  reservationsStay,
  soldAfterPaid,
  takenFault,
  termsStay,
} from './sale-invariants.ts'
import { couponsAreNotUsedUp, noSeatIsSoldTwice, seatsAreWithinCapacity } from './seat-invariants.ts'
import { attendeesStay, ticketsAreOfSoldSeats, ticketsGoOnEvidence } from './ticket-invariants.ts'

/** Checks every revision, one after the other, against all earlier ones. */
export interface Checker {
  records: SaleRecords
  /** The first invariant that this change breaks, as "<name>: <event>". */
  check(change: Change): string | undefined
}

export interface CheckerOptions {
  /** Whether an engine may act on views that are all old: it restarted, or there are several engines. */
  oldViews: boolean
  /** The highest age of a view, in milliseconds. */
  lagMs: number
  /** Whether the namespace is being deleted: then every object in it is deleted. */
  isEnding?: () => boolean
}

type Invariant = (change: Change, records: SaleRecords) => string | undefined

export function createChecker({ oldViews, lagMs, isEnding = () => false }: CheckerOptions): Checker {
  const records = createRecords()
  const always: Record<string, Invariant> = {
    decisionsFollow,
    termsStay,
    refusedIsFinal: change => refusedIsFinal(change, records, lagMs),
    givenAsItWas,
    soldAfterPaid,
    refundedIsRefunded,
    confirmedAfterPaid,
    ticketsAreOfSoldSeats,
    noSeatIsSoldTwice,
    seatsAreWithinCapacity: change => seatsAreWithinCapacity(change, records, lagMs),
    couponsAreNotUsedUp,
    orderGoneIsGone,
    holdsEnd,
    scarceHoldsEnd: change => scarceHoldsEnd(change, records, lagMs),
    endsStay,
    endsHaveReasons: change => endsHaveReasons(change, records, lagMs),
    holdsLast,
    announcementsAreMade,
    grantsFollowTheOffer: change => grantsFollowTheOffer(change, records, lagMs),
    refusalsFollowTheOffer: change => refusalsFollowTheOffer(change, records, lagMs),
    lateMoneyFollowsTheOffer: change => lateMoneyFollowsTheOffer(change, records, lagMs),
    holdsShrinkAsAsked,
    holdsGiveWayToEarlier,
    confirmedStays: change => confirmedStays(change, records, oldViews),
    paymentsAreRecordedOnce,
    attendeesStay,
  }
  const whileItLasts: Record<string, Invariant> = {
    reservationsStay,
    paidHoldsStay: change => paidHoldsStay(change, records, lagMs),
    announcedHoldsStay: change => announcedHoldsStay(change, records, lagMs),
    paymentsStay,
  }
  const [all, some] = [Object.entries({ ...always, ...whileItLasts }), Object.entries(always)]
  return {
    records,
    check(change) {
      // Recording the deletion of a ticket discards the revision of its creation, so read that one first.
      const madeAt = pastOf(records, ownerUid(change), '').tickets.get(change.name) ?? 0
      records.record(change)
      const isEnded = isEnding()
      const evidence = isEnded ? undefined : ticketsGoOnEvidence(change, records, madeAt)
      if (evidence !== undefined) return `ticketsGoOnEvidence: ${evidence}`
      const taken = takenFault(change, records)
      if (taken !== undefined) return `takenFromNobody: ${taken}`
      const own = ofOneOrder(change)
      for (const [name, invariant] of isEnded ? some : all) {
        const broken = invariant(own, records)
        if (broken !== undefined) return `${name}: ${broken}`
      }
      return undefined
    },
  }
}

/** A reservation that changes hands counts as new: its earlier spec belongs to another order. */
function ofOneOrder(change: Change): Change {
  if (change.kind !== 'Reservation' || change.after === undefined) return change
  return change.before?.spec.orderUid === change.after.spec.orderUid ? change : { ...change, before: undefined }
}
