import type { Coupon, Plan } from '../plan.ts'
import { type Account, accountOf, type Claims } from './account.ts'
import { type Challenge, type Claimant, challengeByCoupon, challengeBySeat } from './audit.ts'
import { SeatMap } from './seat-map.ts'

/** What a change of one name's claims means for others. */
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

  /** Replaces what a name claims. */
  set(name: string, claims: Claims): Effects {
    const [old, account] = [this.#accounts.get(name), accountOf(name, claims)]
    if (old === undefined && account === undefined) return { freed: [], redeemed: [], rivals: [] }
    const plans = [...new Set([old, account].flatMap(one => one?.shares.map(({ planRef }) => planRef) ?? []))]
    const coupons = [...new Set([old, account].flatMap(one => one?.coupons ?? []))]
    const held = plans.map(planRef => ({ planRef, before: this.#plan(planRef).held }))
    const used = coupons.map(couponRef => ({ couponRef, before: this.redemptions(couponRef) }))
    const rivals = plans.flatMap(planRef => this.#plan(planRef).overlapping())
    this.#replace(name, old, account)
    return {
      freed: held.flatMap(({ planRef, before }) => (this.#plan(planRef).held < before ? [planRef] : [])),
      redeemed: used.map(({ couponRef, before }) => ({ couponRef, before, after: this.redemptions(couponRef) })),
      rivals: [...rivals, ...plans.flatMap(planRef => this.#plan(planRef).overlapping())],
    }
  }

  /** Replaces what a name claims, without computing the effects. */
  note(name: string, claims: Claims): void {
    this.#replace(name, this.#accounts.get(name), accountOf(name, claims))
  }

  /** The lowest free seats, so many; undefined if there are fewer. Without capacity none are needed: []. */
  freeSeats(plan: Plan, quantity: number): number[] | undefined {
    if (plan.capacity === undefined) return []
    return quantity > this.free(plan) ? undefined : this.#plan(plan.name).lowestFree(quantity)
  }

  /** How many seats are free and not set aside; below 0 where the capacity was lowered, infinite without one. */
  free({ name, capacity }: Plan): number {
    if (capacity === undefined) return Number.POSITIVE_INFINITY
    return capacity - this.#plan(name).held - (this.#setAside.get(name) ?? 0)
  }

  /** Keeps so many seats of a plan for an order that has to wait for a moment: those behind it do not get them. */
  setAside(planRef: string, tickets: number): void {
    this.#setAside.set(planRef, (this.#setAside.get(planRef) ?? 0) + tickets)
  }

  /** Clears what was set aside, and returns the plans of it. */
  endSettingAside(): string[] {
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
  isUsedUp(coupon: Coupon | undefined, name: string): boolean {
    if (coupon?.maxRedemptions === undefined) return false
    const users = this.#users(coupon.name)
    return users.size - (users.has(name) ? 1 : 0) >= coupon.maxRedemptions
  }

  /** Why a name must give up what it was observed to hold: another one has it, or others have used up its coupon. */
  challengeOf(name: string, coupon: Coupon | undefined): Challenge | undefined {
    const claimant = this.#claimant(name)
    if (claimant === undefined) return undefined
    if (challengeByCoupon(claimant, { coupon, users: this.#usersBeyond(coupon) })) return 'coupon'
    if (!this.#plan(claimant.planRef).isOverlapping(name)) return undefined
    const holdersOf = (planRef: string, seat: number) => this.#claimants(this.#plan(planRef).holders(seat))
    return challengeBySeat(claimant, holdersOf) ? 'seat' : undefined
  }

  /** The users of a coupon with more redemptions than it allows; none for any other coupon, which saves looking them up. */
  #usersBeyond(coupon: Coupon | undefined): Claimant[] {
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
    for (const { planRef } of shares) if (this.#plan(planRef).held === 0) this.#plans.delete(planRef)
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
