import type { CouponFacts, PlanFacts } from '../plan.ts'
import { type Account, accountOf, type Claims } from './account.ts'
import { type Challenge, type Claimant, isChallengedByCoupon, isChallengedBySeat } from './audit.ts'
import { SeatMap } from './seat-map.ts'

/** The effects on others when the claims of one name change. */
export interface Effects {
  /** Plans that hold fewer tickets than before. */
  freed: string[]
  /** Coupons that the name uses or used, with their users before and after. Equal numbers matter too: another user may now come first. */
  redeemed: { couponRef: string; before: number; after: number }[]
  /** Names whose holds overlap, or did. */
  rivals: string[]
}

const nobody: ReadonlySet<string> = new Set()

/** The seats and redemptions that a conference can still grant, kept up to date change by change. */
export class Stock {
  readonly #accounts = new Map<string, Account>()
  readonly #plans = new Map<string, SeatMap>()
  readonly #coupons = new Map<string, Set<string>>()
  readonly #setAside = new Map<string, number>()

  /** Replaces the claims of a name. */
  set(name: string, claims: Claims): Effects {
    const [old, account] = [this.#accounts.get(name), accountOf(name, claims)]
    if (old === undefined && account === undefined) return { freed: [], redeemed: [], rivals: [] }
    const plans = [...new Set([old, account].flatMap(one => one?.shares.map(({ planRef }) => planRef) ?? []))]
    const coupons = [...new Set([old, account].flatMap(one => one?.coupons ?? []))]
    const held = plans.map(planRef => ({ planRef, before: this.#plan(planRef).heldTickets }))
    const used = coupons.map(couponRef => ({ couponRef, before: this.redemptions(couponRef) }))
    const rivals = plans.flatMap(planRef => this.#plan(planRef).overlappingNames())
    this.#replace(name, old, account)
    return {
      freed: held.flatMap(({ planRef, before }) => (this.#plan(planRef).heldTickets < before ? [planRef] : [])),
      redeemed: used.map(({ couponRef, before }) => ({ couponRef, before, after: this.redemptions(couponRef) })),
      rivals: [...rivals, ...plans.flatMap(planRef => this.#plan(planRef).overlappingNames())],
    }
  }

  /** Replaces the claims of a name, without computing the effects. */
  note(name: string, claims: Claims): void {
    this.#replace(name, this.#accounts.get(name), accountOf(name, claims))
  }

  /** The lowest free seats; undefined if fewer are free than asked for, and empty without capacity. */
  freeSeats(plan: PlanFacts, quantity: number): number[] | undefined {
    if (plan.capacity === undefined) return []
    return quantity > this.free(plan) ? undefined : this.#plan(plan.name).lowestFree(quantity)
  }

  /** How many seats are free and not set aside; below 0 where the capacity was lowered, infinite without one. */
  free({ name, capacity }: PlanFacts): number {
    if (capacity === undefined) return Number.POSITIVE_INFINITY
    return capacity - this.#plan(name).heldTickets - (this.#setAside.get(name) ?? 0)
  }

  /** Keeps so many seats of a plan for an order that has to wait for a moment: those behind it do not get them. */
  setAside(planRef: string, tickets: number): void {
    this.#setAside.set(planRef, (this.#setAside.get(planRef) ?? 0) + tickets)
  }

  /** Frees the seats that were set aside, and returns their plans. */
  clearSetAside(): string[] {
    const planRefs = [...this.#setAside.keys()]
    this.#setAside.clear()
    return planRefs
  }

  /** Whether another name claims a seat of a plan. */
  isTaken(planRef: string, seat: number, name: string): boolean {
    const shares = this.#accounts.get(name)?.shares ?? []
    const isOwn = shares.some(share => share.planRef === planRef && share.seats.includes(seat))
    return this.#plan(planRef).claims(seat) > (isOwn ? 1 : 0)
  }

  /** How many names hold something with a coupon. */
  redemptions(couponRef: string): number {
    return this.#users(couponRef).size
  }

  /** Whether others have used up a coupon. */
  isUsedUp(coupon: CouponFacts | undefined, name: string): boolean {
    if (coupon?.maxRedemptions === undefined) return false
    const users = this.#users(coupon.name)
    return users.size - (users.has(name) ? 1 : 0) >= coupon.maxRedemptions
  }

  /** The reason why a name must give up its observed hold; undefined if there is none. */
  challengeOf(name: string, coupon: CouponFacts | undefined): Challenge | undefined {
    const claimant = this.#claimant(name)
    if (claimant === undefined) return undefined
    if (isChallengedByCoupon(claimant, { coupon, users: this.#usersOfOverusedCoupon(coupon) })) return 'coupon'
    if (!this.#plan(claimant.planRef).isOverlapping(name)) return undefined
    const holdersOf = (planRef: string, seat: number) => this.#claimants(this.#plan(planRef).holders(seat))
    return isChallengedBySeat(claimant, holdersOf) ? 'seat' : undefined
  }

  /** The users of a coupon with more redemptions than it allows; none for any other coupon, which saves looking them up. */
  #usersOfOverusedCoupon(coupon: CouponFacts | undefined): Claimant[] {
    if (coupon?.maxRedemptions === undefined || this.redemptions(coupon.name) <= coupon.maxRedemptions) return []
    return this.#claimants(this.#users(coupon.name))
  }

  #users(couponRef: string): ReadonlySet<string> {
    return this.#coupons.get(couponRef) ?? nobody
  }

  #claimants(names: Iterable<string>): Claimant[] {
    return [...names].flatMap(name => this.#claimant(name) ?? [])
  }

  #claimant(name: string): Claimant | undefined {
    return this.#accounts.get(name)?.observed
  }

  #plan(planRef: string): SeatMap {
    return this.#plans.get(planRef) ?? new SeatMap()
  }

  #replace(name: string, old: Account | undefined, account: Account | undefined): void {
    if (old !== undefined) this.#remove(name, old)
    if (account !== undefined) this.#add(name, account)
  }

  #remove(name: string, { shares, coupons, observed }: Account): void {
    this.#accounts.delete(name)
    for (const { planRef, seats, unseated } of shares) this.#plan(planRef).release(seats, unseated)
    if (observed) this.#plan(observed.planRef).forget(name, observed.seats)
    for (const { planRef } of shares) if (this.#plan(planRef).heldTickets === 0) this.#plans.delete(planRef)
    for (const couponRef of coupons) {
      const users = this.#coupons.get(couponRef)
      users?.delete(name)
      if (users?.size === 0) this.#coupons.delete(couponRef)
    }
  }

  #add(name: string, account: Account): void {
    const { shares, coupons, observed } = account
    this.#accounts.set(name, account)
    for (const { planRef, seats, unseated } of shares) {
      const plan = this.#plan(planRef)
      this.#plans.set(planRef, plan)
      plan.take(seats, unseated)
    }
    for (const couponRef of coupons) this.#coupons.set(couponRef, (this.#coupons.get(couponRef) ?? new Set()).add(name))
    if (observed) this.#plan(observed.planRef).note(name, observed.seats)
  }
}
