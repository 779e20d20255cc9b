import type { Choices } from '../schedule/choices.ts'
import { focusOf } from '../schedule/focus.ts'
import type { OfferedCoupon, OfferedPlan, World } from '../world.ts'
import type { Market } from './market.ts'
import { changeLimit, changeTerms, moveDate } from './sale-terms.ts'

/** EUR and USD have two decimals, JPY none. */
const currencies = ['EUR', 'USD', 'JPY']

/** Creates the plans, pools and coupons of the world. */
export function openShop({ api, world }: Market): void {
  for (const plan of world.plans) makePlan(plan, { api, world })
  for (const pool of world.pools) makePool(pool, api)
  for (const coupon of world.coupons) makeCoupon(coupon, api)
}

/** Lets an organizer act. Returns a sentence on the action; undefined if there was nothing to do. */
export function letOrganizerAct(market: Market, choices: Choices): string | undefined {
  const { faults, attempt } = market
  const plan = choices.pick(market.api.list('Plan'))
  const name = plan?.metadata.name ?? 'seats'
  switch (choices.pickWeighted(focusOf(market.world.focus).organizers)) {
    case 'price':
      faults['prices changed'] += 1
      return attempt(`changes the price of ${name}`, api =>
        api.patch('Plan', name, { price: choices.integerBetween(1, 30) }),
      )
    case 'active':
      return attempt(`switches ${name}`, api => api.patch('Plan', name, { active: plan?.spec.active === false }))
    case 'capacity':
      return resize(market, choices)
    case 'limit':
      return raise(market, choices)
    case 'coupon':
      return coupon(market, choices)
    case 'plan':
      return market.world.plansGo ? replacePlan(market, choices) : undefined
    case 'currency':
      return exchange(market, choices)
    case 'pool':
      return changePool(market, choices)
    case 'dates':
      return moveDate(market, choices)
    case 'terms':
      return changeTerms(market, choices)
    case 'limits':
      return changeLimit(market, choices)
  }
}

/** Changes the currency of all plans; their prices keep the same number. */
function exchange({ api, world, faults, attempt }: Market, choices: Choices): string {
  world.currency = choices.pick(currencies.filter(code => code !== world.currency)) ?? world.currency
  const { currency } = world
  faults['currencies changed'] += 1
  return attempt(`sells in ${currency}`, () => {
    for (const { metadata } of api.list('Plan')) api.patch('Plan', metadata.name, { currency })
  })
}

function resize({ api, faults, attempt }: Market, choices: Choices): string | undefined {
  const plan = choices.pick(api.list('Plan').filter(({ spec }) => spec.capacity !== undefined))
  if (plan === undefined) return undefined
  const capacity = choices.integerBelow(5)
  if (capacity < (plan.spec.capacity ?? 0)) faults['capacity lowered'] += 1
  const { name } = plan.metadata
  return attempt(`sets the capacity of ${name} to ${capacity}`, () => api.patch('Plan', name, { capacity }))
}

function raise({ api, world, attempt }: Market, choices: Choices): string | undefined {
  const limits = ['maxRedemptions', 'maxTickets'] as const
  const limited = api.list('Coupon').filter(({ spec }) => limits.some(limit => spec[limit] !== undefined))
  const coupon = choices.pick(limited)
  if (coupon === undefined) return undefined
  const { name } = coupon.metadata
  const limit = choices.pick(limits.filter(limit => coupon.spec[limit] !== undefined)) ?? 'maxRedemptions'
  const raised = (coupon.spec[limit] ?? 0) + 1
  // A recreated coupon has the same limit: under a lower one, the sold redemptions would exceed it.
  for (const made of world.coupons) if (made.name === name) made[limit] = raised
  return attempt(`raises ${limit} of ${name} to ${raised}`, () => api.patch('Coupon', name, { [limit]: raised }))
}

function coupon({ api, world, faults, attempt }: Market, choices: Choices): string | undefined {
  const missing = world.coupons.find(({ name }) => !api.list('Coupon').some(({ metadata }) => metadata.name === name))
  if (missing !== undefined) return attempt(`recreates ${missing.name}`, () => makeCoupon(missing, api))
  const { name } = choices.pick(world.coupons) ?? { name: 'few' }
  faults['coupons deleted'] += 1
  return attempt(`deletes ${name}`, () => api.remove('Coupon', name))
}

function replacePlan(market: Market, choices: Choices): string | undefined {
  const { api, world, faults, attempt } = market
  const missing = world.plans.find(({ name }) => !api.list('Plan').some(({ metadata }) => metadata.name === name))
  if (missing !== undefined) {
    if (choices.chance(focusOf(world.focus).chances['other seats'])) {
      faults['plans recreated with or without a capacity'] += 1
      changeSeats(missing, market, choices)
    }
    return attempt(`recreates ${missing.name}`, () => makePlan(missing, { api, world }))
  }
  const { name } = choices.pick(world.plans) ?? { name: 'seats' }
  faults['plans deleted'] += 1
  return attempt(`deletes ${name}`, () => api.remove('Plan', name))
}

/** A recreated plan has a capacity if its predecessor had none, and none if that had one; or it enters or leaves the pool. */
function changeSeats(plan: OfferedPlan, { world }: Market, choices: Choices): void {
  if (world.pools.length > 0 && choices.chance(50)) {
    if (plan.poolRef === undefined) plan.poolRef = 'seats'
    else delete plan.poolRef
  } else if (plan.capacity === undefined) plan.capacity = choices.integerBetween(1, focusOf(world.focus).seats)
  else delete plan.capacity
}

/** Recreates a pool, deletes it or changes its capacity. */
function changePool({ api, world, faults, attempt }: Market, choices: Choices): string | undefined {
  const missing = world.pools.find(({ name }) => !api.list('SeatPool').some(({ metadata }) => metadata.name === name))
  if (missing !== undefined) return attempt(`recreates the pool ${missing.name}`, () => makePool(missing, api))
  const pool = choices.pick(api.list('SeatPool'))
  if (pool === undefined) return undefined
  const { name } = pool.metadata
  if (world.plansGo && choices.chance(40)) {
    faults['pools deleted'] += 1
    return attempt(`deletes the pool ${name}`, () => api.remove('SeatPool', name))
  }
  const capacity = choices.integerBelow(6)
  if (capacity < pool.spec.capacity) faults['capacity lowered'] += 1
  return attempt(`sets the capacity of the pool ${name} to ${capacity}`, () =>
    api.patch('SeatPool', name, { capacity }),
  )
}

function makePool({ name, capacity }: World['pools'][number], api: Market['api']): void {
  api.create('SeatPool', { metadata: { name }, spec: { title: name, capacity } })
}

function makePlan({ name, ...rest }: OfferedPlan, { api, world }: Pick<Market, 'api' | 'world'>): void {
  const spec = { title: name, active: true, currency: world.currency, ...rest }
  api.create('Plan', { metadata: { name }, spec })
}

function makeCoupon({ name, ...spec }: OfferedCoupon, api: Market['api']): void {
  api.create('Coupon', { metadata: { name }, spec })
}
