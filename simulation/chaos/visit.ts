import type { Order } from '../../hooks/schema/order/order.ts'
import { type Buyer, isOnline, paymentAmounts } from './sale/buyer.ts'
import { coupon, price } from './sale/offer.ts'
import type { Stage } from './stage.ts'
import { payOnline } from './till/pay-online.ts'

export interface Visit {
  /** Whether the buyer acts, or waits for anything but seats. */
  isBusy(): boolean
  /** Resolves when the buyer has finished. A buyer who waits for seats may never finish. */
  completion: Promise<void>
}

/** Places the order, and resolves when it is stored; the visit continues. */
export async function startVisit(buyer: Buyer, stage: Stage): Promise<Visit> {
  const { order } = buyer
  await place(buyer, stage)
  let doing: 'acts' | 'watches' | 'nothing' = 'acts'
  const waitFor = async (fits: (now: Order) => boolean) => {
    doing = 'watches'
    const seen = await stage.recorder.waitUntil(() => fittingOrder(stage.recorder.order(order), fits), stage.signal)
    doing = 'acts'
    return seen
  }
  const completion = follow(buyer, stage, waitFor).finally(() => {
    doing = 'nothing'
  })
  const waitsForSeats = () => doing === 'watches' && stage.recorder.order(order)?.status?.reason === 'Waitlisted'
  return { completion, isBusy: () => doing !== 'nothing' && !waitsForSeats() }
}

async function place({ order, plan, quantity, withCoupon }: Buyer, { client }: Stage): Promise<void> {
  const spec = { planRef: plan, price: price(plan, withCoupon), quantity, ...(withCoupon && { couponRef: coupon }) }
  await client.create('Order', order, spec)
}

type WaitFor = (fits: (now: Order) => boolean) => Promise<Order>

async function follow(buyer: Buyer, stage: Stage, waitFor: WaitFor): Promise<void> {
  const { order, habit } = buyer
  const { client } = stage
  await waitFor(({ status }) => status?.reason !== undefined && status.reason !== 'Reserving')
  if (habit === 'takes what is free') return
  if (habit === 'cancels at once') return void (await client.patch('Order', order, { cancelled: true }))
  if (habit !== 'pays while waiting') {
    const seated = await waitFor(now => now.status?.reason === 'AwaitingPayment' || isOver(now))
    if (isOver(seated) || habit === 'never pays') return
  }
  if (habit === 'pays late') await waitFor(isOver)
  if (habit === 'orders again' && isOver(await orderAgain(buyer, stage, waitFor))) return
  if (habit === 'wants less before paying') await client.patch('Order', order, { quantity: 1 })
  await pay(buyer, stage)
  const ticketed = await waitFor(now => hasTickets(now) || isOver(now))
  if (isOver(ticketed)) return
  await assign(order, stage)
  await changeOfMind(buyer, stage, waitFor)
}

/** Deletes the order, and places another one under its name at once. */
async function orderAgain(buyer: Buyer, stage: Stage, waitFor: WaitFor): Promise<Order> {
  const { order } = buyer
  const before = stage.recorder.order(order)?.metadata.uid
  await stage.client.remove('Order', order)
  await place(buyer, stage)
  return waitFor(now => now.metadata.uid !== before && (now.status?.reason === 'AwaitingPayment' || isOver(now)))
}

async function pay(buyer: Buyer, stage: Stage): Promise<void> {
  const { order, habit } = buyer
  if (isOnline(habit)) return payOnline({ ...buyer, habit }, stage)
  const { gateway } = stage
  const [first = '', second] = paymentAmounts(buyer)
  const report = { order, transaction: `${order}-1`, gross: first }
  // Two callers send the same report at the same time.
  if (habit === 'pays twice') await Promise.all([gateway.report(report), gateway.report(report)])
  else await gateway.report(report)
  if (second !== undefined) await gateway.report({ order, transaction: `${order}-2`, gross: second })
}

/** Writes an attendee into the order's first ticket. */
async function assign(order: string, { client, recorder }: Stage): Promise<void> {
  const ticket = recorder.checker.list('Ticket').find(({ spec }) => spec.orderRef === order)
  const attendee = { firstname: 'Ada', lastname: order }
  if (ticket !== undefined) await client.patch('Ticket', ticket.metadata.name, { attendee })
}

async function changeOfMind(buyer: Buyer, { client, gateway }: Stage, waitFor: WaitFor): Promise<void> {
  const { order, habit, quantity } = buyer
  switch (habit) {
    case 'cancels the tickets':
    case 'cancels what was paid by card':
    case 'cancels what was paid with PayPal':
      return void (await client.patch('Order', order, { cancelled: true }))
    case 'wants less afterwards':
      return void (await client.patch('Order', order, { quantity: quantity - 1 }))
    case 'deletes the order':
      // A paid order can be deleted only after it was cancelled and refunded.
      await client.patch('Order', order, { cancelled: true })
      await gateway.report({
        order,
        transaction: `${order}-3`,
        gross: `-${paymentAmounts(buyer)[0]}`,
        status: 'Refunded',
      })
      await waitFor(({ status }) => status?.paid === '0.00')
      return client.remove('Order', order)
    case 'gets a part back':
      return gateway.report({ order, transaction: `${order}-3`, gross: '-1.00', status: 'Refunded' })
    case 'gets the money back':
      return gateway.report({
        order,
        transaction: `${order}-3`,
        gross: `-${paymentAmounts(buyer)[0]}`,
        status: 'Refunded',
      })
    default:
      return undefined
  }
}

function fittingOrder(order: Order | undefined, fits: (now: Order) => boolean): Order | undefined {
  return order !== undefined && fits(order) ? order : undefined
}

function isOver({ status }: Order): boolean {
  return status?.payment === 'REJECTED'
}

function hasTickets({ spec, status }: Order): boolean {
  return status?.payment === 'CONFIRMED' && status.quantity === spec.quantity
}
