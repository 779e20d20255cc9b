import type { CouponFacts } from '../plan.ts'
import { accountOf, type Claims, type StockAccount } from './account.ts'
import { type Challenge, type Claimant, challengeTo } from './audit.ts'
import { CountsByKey } from './counts-by-key.ts'
import { type CouponCounts, Redemptions } from './redemptions.ts'
import { type Hall, Seating } from './seating.ts'

/** The effects on others when the claims of one name change. */
export interface Effects {
  /** Plans, by name, and plans or pools, by seatPrefix, that hold fewer tickets than before. */
  freed: string[]
  /** The coupons that the name uses or used, with their use before and after. Both can be equal although the users differ. */
  redeemed: { couponRef: string; before: CouponCounts; after: CouponCounts }[]
  /** Names whose holds overlap now, or overlapped before. */
  rivals: string[]
}

/** The seats and redemptions that a conference can still grant, kept up to date change by change. */
export class Stock {
  readonly #accounts = new Map<string, StockAccount>()
  readonly #seating = new Seating()
  readonly #redemptions = new Redemptions()
  readonly #waiting = new CountsByKey()

  /** Replaces the claims of a name. */
  set(name: string, claims: Claims): Effects {
    const [old, account] = [this.#accounts.get(name), accountOf(name, claims)]
    const shares = [old, account].flatMap(one => one?.shares ?? [])
    const coupons = new Set([old, account].flatMap(one => one?.coupons.map(({ couponRef }) => couponRef) ?? []))
    const before = this.#seating.heldTickets(shares)
    const used = [...coupons].map(couponRef => ({ couponRef, before: this.useOf(couponRef) }))
    const rivals = this.#seating.overlappingNames(shares)
    this.#replace(name, old, account)
    const after = this.#seating.heldTickets(shares)
    return {
      freed: [...before].flatMap(([key, tickets]) => ((after.get(key) as number) < tickets ? [key] : [])),
      redeemed: used.map(({ couponRef, before }) => ({ couponRef, before, after: this.useOf(couponRef) })),
      rivals: [...rivals, ...this.#seating.overlappingNames(shares)],
    }
  }

  /** Replaces the claims of a name, without computing the effects. */
  note(name: string, claims: Claims): void {
    this.#replace(name, this.#accounts.get(name), accountOf(name, claims))
  }

  /** The lowest free seats; undefined if fewer are free than asked for, and empty without capacity and pool. */
  freeSeats(hall: Hall, quantity: number): number[] | undefined {
    return this.#seating.freeSeats(hall, quantity)
  }

  /** The number of seats that are free and not set aside: below 0 after the capacity was lowered, infinite without a capacity. */
  countFreeSeats(hall: Hall): number {
    return this.#seating.countFreeSeats(hall)
  }

  /** Keeps a number of seats of a plan for an order that must wait for a moment: later orders do not get them. */
  setAside(hall: Hall, tickets: number): void {
    this.#seating.setAside(hall, tickets)
  }

  /** Frees the seats that were set aside; returns the names of their plans, and the seatPrefix of their plans or pools. */
  clearSetAside(): string[] {
    return this.#seating.clearSetAside()
  }

  /** Whether another name claims a seat of a plan or pool (seatPrefix). */
  isTaken(prefix: string, seat: number, name: string): boolean {
    const shares = this.#accounts.get(name)?.shares ?? []
    const isOwn = shares.some(share => share.prefix === prefix && share.seats.includes(seat))
    return this.#seating.countClaims(prefix, seat) > (isOwn ? 1 : 0)
  }

  /** The number of other names that wait for seats of a plan or pool (seatPrefix). */
  countWaiting(prefix: string, name: string): number {
    return this.#waiting.count(prefix) - (this.#accounts.get(name)?.waitsFor === prefix ? 1 : 0)
  }

  /** The use of a coupon. */
  useOf(couponRef: string): CouponCounts {
    return this.#redemptions.useOf(couponRef)
  }

  /** Whether others leave less of a coupon than an order of that name and quantity needs. */
  isUsedUp(coupon: CouponFacts | undefined, order: { name: string; quantity: number }): boolean {
    return this.#redemptions.isUsedUp(coupon, order)
  }

  /** The fault of the observed hold of a name; undefined if it has none. */
  challengeOf(name: string, coupon: CouponFacts | undefined): Challenge | undefined {
    const claimant = this.#claimant(name)
    if (claimant === undefined) return undefined
    const users = this.#claimants(this.#redemptions.overusersOf(coupon))
    const isOverlapping = this.#seating.isOverlapping(claimant)
    const holdersOf = (prefix: string, seat: number) =>
      isOverlapping ? this.#claimants(this.#seating.holders(prefix, seat)) : []
    return challengeTo(claimant, { coupon, users, holdersOf })
  }

  #claimants(names: Iterable<string>): Claimant[] {
    return [...names].flatMap(name => this.#claimant(name) ?? [])
  }

  #claimant(name: string): Claimant | undefined {
    return this.#accounts.get(name)?.observed
  }

  #replace(name: string, old: StockAccount | undefined, account: StockAccount | undefined): void {
    if (old !== undefined) this.#remove(name, old)
    if (account !== undefined) this.#add(name, account)
  }

  #remove(name: string, { shares, coupons, waitsFor, observed }: StockAccount): void {
    this.#accounts.delete(name)
    if (observed) this.#seating.forget(observed)
    for (const share of shares) this.#seating.release(share)
    for (const { couponRef } of coupons) this.#redemptions.remove(couponRef, name)
    if (waitsFor !== undefined) this.#waiting.add(waitsFor, -1)
  }

  #add(name: string, account: StockAccount): void {
    this.#accounts.set(name, account)
    const { shares, coupons, waitsFor, observed } = account
    for (const share of shares) this.#seating.take(share)
    for (const { couponRef, tickets } of coupons) this.#redemptions.add(couponRef, name, tickets)
    if (waitsFor !== undefined) this.#waiting.add(waitsFor, 1)
    if (observed) this.#seating.note(observed)
  }
}
