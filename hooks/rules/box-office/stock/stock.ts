import type { CouponFacts, PlanFacts } from '../plan.ts'
import { type Account, accountOf, type Claims } from './account.ts'
import { type Challenge, type Claimant, isChallengedByCoupon, isChallengedBySeat } from './audit.ts'
import { Redemptions } from './redemptions.ts'
import { SeatMaps } from './seat-maps.ts'

/** The effects on others when the claims of one name change. */
export interface Effects {
  /** Plans that hold fewer tickets than before. */
  freed: string[]
  /** Coupons that the name uses or used, with their users before and after. Equal numbers matter too: another user may now come first. */
  redeemed: { couponRef: string; before: number; after: number }[]
  /** Names whose holds overlap, or did. */
  rivals: string[]
}

/** The seats and redemptions that a conference can still grant, kept up to date change by change. */
export class Stock {
  readonly #accounts = new Map<string, Account>()
  readonly #seats = new SeatMaps()
  readonly #redemptions = new Redemptions()
  readonly #setAside = new Map<string, number>()

  /** Replaces the claims of a name. */
  set(name: string, claims: Claims): Effects {
    const [old, account] = [this.#accounts.get(name), accountOf(name, claims)]
    if (old === undefined && account === undefined) return { freed: [], redeemed: [], rivals: [] }
    const plans = [...new Set([old, account].flatMap(one => one?.shares.map(({ planRef }) => planRef) ?? []))]
    const coupons = [...new Set([old, account].flatMap(one => one?.coupons ?? []))]
    const held = plans.map(planRef => ({ planRef, before: this.#seats.mapOf(planRef).heldTickets }))
    const used = coupons.map(couponRef => ({ couponRef, before: this.redemptions(couponRef) }))
    const rivals = plans.flatMap(planRef => this.#seats.mapOf(planRef).overlappingNames())
    this.#replace(name, old, account)
    return {
      freed: held.flatMap(({ planRef, before }) => (this.#seats.mapOf(planRef).heldTickets < before ? [planRef] : [])),
      redeemed: used.map(({ couponRef, before }) => ({ couponRef, before, after: this.redemptions(couponRef) })),
      rivals: [...rivals, ...plans.flatMap(planRef => this.#seats.mapOf(planRef).overlappingNames())],
    }
  }

  /** Replaces the claims of a name, without computing the effects. */
  note(name: string, claims: Claims): void {
    this.#replace(name, this.#accounts.get(name), accountOf(name, claims))
  }

  /** The lowest free seats; undefined if fewer are free than asked for, and empty without capacity. */
  freeSeats(plan: PlanFacts, quantity: number): number[] | undefined {
    if (plan.capacity === undefined) return []
    return quantity > this.free(plan) ? undefined : this.#seats.mapOf(plan.name).lowestFree(quantity)
  }

  /** How many seats are free and not set aside; below 0 where the capacity was lowered, infinite without one. */
  free({ name, capacity }: PlanFacts): number {
    if (capacity === undefined) return Number.POSITIVE_INFINITY
    return capacity - this.#seats.mapOf(name).heldTickets - (this.#setAside.get(name) ?? 0)
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
    return this.#seats.mapOf(planRef).claims(seat) > (isOwn ? 1 : 0)
  }

  /** How many names hold something with a coupon. */
  redemptions(couponRef: string): number {
    return this.#redemptions.count(couponRef)
  }

  /** Whether others have used up a coupon. */
  isUsedUp(coupon: CouponFacts | undefined, name: string): boolean {
    return this.#redemptions.isUsedUp(coupon, name)
  }

  /** The reason why a name must give up its observed hold; undefined if there is none. */
  challengeOf(name: string, coupon: CouponFacts | undefined): Challenge | undefined {
    const claimant = this.#claimant(name)
    if (claimant === undefined) return undefined
    const users = this.#claimants(this.#redemptions.overusersOf(coupon))
    if (isChallengedByCoupon(claimant, { coupon, users })) return 'coupon'
    if (!this.#seats.mapOf(claimant.planRef).isOverlapping(name)) return undefined
    const holdersOf = (planRef: string, seat: number) => this.#claimants(this.#seats.mapOf(planRef).holders(seat))
    return isChallengedBySeat(claimant, holdersOf) ? 'seat' : undefined
  }

  #claimants(names: Iterable<string>): Claimant[] {
    return [...names].flatMap(name => this.#claimant(name) ?? [])
  }

  #claimant(name: string): Claimant | undefined {
    return this.#accounts.get(name)?.observed
  }

  #replace(name: string, old: Account | undefined, account: Account | undefined): void {
    if (old !== undefined) this.#remove(name, old)
    if (account !== undefined) this.#add(name, account)
  }

  #remove(name: string, { shares, coupons, observed }: Account): void {
    this.#accounts.delete(name)
    for (const { planRef, seats, unseated } of shares) this.#seats.mapOf(planRef).release(seats, unseated)
    if (observed) this.#seats.mapOf(observed.planRef).forget(name, observed.seats)
    for (const { planRef } of shares) this.#seats.dropUnused(planRef)
    for (const couponRef of coupons) this.#redemptions.remove(couponRef, name)
  }

  #add(name: string, account: Account): void {
    const { shares, coupons, observed } = account
    this.#accounts.set(name, account)
    for (const { planRef, seats, unseated } of shares) this.#seats.keepMapOf(planRef).take(seats, unseated)
    for (const couponRef of coupons) this.#redemptions.add(couponRef, name)
    if (observed) this.#seats.mapOf(observed.planRef).note(name, observed.seats)
  }
}
