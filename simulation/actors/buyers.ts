import { timestamp } from '../../hooks/rules/time.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import { ticketPrice } from '../invariants/grants/ticket-price.ts'
import type { Choices } from '../schedule/choices.ts'
import { focusOf } from '../schedule/focus.ts'
import { ownerOf } from '../server/stored.ts'
import type { Market } from './market.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f']

/** Lets a buyer act. Returns a sentence on the action; undefined if there was nothing to do. */
export function letBuyerAct(market: Market, choices: Choices): string | undefined {
  const order = choices.pick(market.api.list('Order'))
  switch (choices.pickWeighted(focusOf(market.world.focus).buyers)) {
    case 'order':
      return place(market, choices)
    case 'crowd':
      return crowd(market, choices)
    case 'scale':
      return order && scale(order, { market, choices })
    case 'cancel':
      return (
        order &&
        market.attempt(`cancels ${order.metadata.name}`, api => {
          api.patch('Order', order.metadata.name, { cancelled: true })
        })
      )
    case 'delete':
      return order && remove(order, market)
    case 'delete in the foreground':
      return order && removeInForeground(order, market)
    case 'orphan':
      return order && orphan(order, market)
    case 'name':
      return assign(market, choices)
    case 'ask for time':
      return order && askForTime(order, { market, choices })
  }
}

/** Several buyers order at once. */
function crowd(market: Market, choices: Choices): string | undefined {
  const placed = [1, 2, 3].flatMap(() => place(market, choices) ?? [])
  return placed.length > 0 ? placed.join('; ') : undefined
}

function place({ api, world, faults, past, now, attempt }: Market, choices: Choices): string | undefined {
  const { chances, quantities, coupons, names: count } = focusOf(world.focus)
  const there = new Set(api.list('Order').map(({ metadata }) => metadata.name))
  const name = choices.pick(names.slice(0, count).filter(name => !there.has(name)))
  const others = world.plans.filter(({ name }) => name !== 'room')
  const plan = choices.chance(chances.room) ? 'room' : (choices.pick(others)?.name ?? 'seats')
  const own = world.coupons.filter(({ planRef, name }) => planRef === plan && !coupons.includes(name))
  const wanted = choices.chance(chances.coupon) ? choices.pick(coupons) : undefined
  const couponRef = choices.chance(40) ? (choices.pick(own)?.name ?? wanted) : wanted
  if (name === undefined) return undefined
  const offered = api.list('Plan').find(({ metadata }) => metadata.name === plan)
  const coupon = api.list('Coupon').find(({ metadata }) => metadata.name === couponRef)
  const price = offered === undefined ? 29.9 : ticketPrice(offered.spec, coupon?.spec)
  const quantity = choices.pick(quantities) ?? 1
  const spec = {
    planRef: plan,
    price: choices.chance(4) ? price + 1 : price,
    quantity,
    ...(couponRef !== undefined && { couponRef }),
    ...(choices.chance(chances.terms / 4) && { holdUntil: timestamp(now() + choices.integerBelow(600) * 1_000) }),
  }
  if (past.has(name)) faults['orders placed again'] += 1
  past.add(name)
  return attempt(
    `orders ${name}: ${JSON.stringify(spec)}`,
    () => void api.create('Order', { metadata: { name }, spec }),
  )
}

/** Asks for more time to pay, mostly more than before. */
function askForTime({ metadata: { name } }: Order, { market, choices }: { market: Market; choices: Choices }): string {
  const holdUntil = timestamp(market.now() + (choices.pick([20, 60, 90, 180, 300, 86_400]) ?? 60) * 1_000)
  return market.attempt(`asks to hold ${name} until ${holdUntil}`, api => api.patch('Order', name, { holdUntil }))
}

function scale({ metadata: { name } }: Order, { market, choices }: { market: Market; choices: Choices }): string {
  const quantity = choices.integerBelow(4)
  return market.attempt(`scales ${name} to ${quantity}`, api => api.patch('Order', name, { quantity }))
}

function remove({ metadata: { name } }: Order, { faults, attempt }: Market): string {
  faults['orders deleted'] += 1
  return attempt(`deletes ${name}`, api => api.remove('Order', name))
}

function removeInForeground({ metadata: { name } }: Order, { faults, attempt }: Market): string {
  faults['orders deleted in the foreground'] += 1
  return attempt(`deletes ${name} in the foreground`, api => api.removeInForeground('Order', name))
}

/** Deletes an order without its dependents, then its tickets and payments. Its reservation stays, without an owner. */
function orphan({ metadata: { name, uid } }: Order, { api, faults, attempt }: Market): string {
  faults['orders deleted without their reservation'] += 1
  return attempt(`deletes ${name} without its reservation`, () => {
    api.remove('Order', name)
    for (const kind of ['Ticket', 'Payment'] as const) {
      for (const one of api.list(kind)) if (ownerOf(one) === uid) api.remove(kind, one.metadata.name)
    }
    const reservation = api.list('Reservation').find(one => ownerOf(one) === uid)
    if (reservation === undefined) return
    const { ownerReferences: _, ...metadata } = reservation.metadata
    api.replace('Reservation', { ...reservation, metadata })
  })
}

function assign({ api, attempt }: Market, choices: Choices): string | undefined {
  const ticket = choices.pick(api.list('Ticket'))
  if (ticket === undefined) return undefined
  const { name } = ticket.metadata
  const attendee = { firstname: 'Ada', lastname: `No ${choices.integerBelow(100)}` }
  return attempt(`names an attendee of ${name}`, () => api.patch('Ticket', name, { attendee }))
}
