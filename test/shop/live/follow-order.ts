import t from 'tap'
import { KubeError } from '../../../hooks/kube/api.ts'
import type { Checkout } from '../../../hooks/schema/money/checkout.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { PageEvent } from '../../../hooks/shop/live/event-stream.ts'
import { followOrder } from '../../../hooks/shop/live/follow-order.ts'
import type { Sight } from '../../../hooks/shop/live/order-lookout.ts'
import type { ShownOrder } from '../../../hooks/shop/live/shown-order.ts'
import { noAttempts } from '../../../hooks/shop/paying/attempts.ts'
import { aCheckout, anOrder, aTicket } from '../../fixtures/objects.ts'
import { atVersion } from '../../fixtures/shop/objects.ts'

const order = (version: number, quantity = version) => atVersion(anOrder({ quantity }), version)
const away = () => new KubeError('away', { code: undefined, reason: 'Unreachable' })

/** A page that follows an order whose reads a test answers, one after another. */
function startPage({
  lastId = '',
  reads = [] as (Order | Error | undefined)[],
  ticketReads = [] as Error[],
  checkouts = [] as Checkout[],
} = {}) {
  const events: PageEvent[] = []
  const defects: unknown[] = []
  const waiting: (() => void)[] = []
  let listener: ((sight: Sight) => void) | undefined
  let onEnd = () => {}
  let isEnded = false
  const wake = () => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  const end = () => {
    isEnded = true
    wake()
  }
  followOrder({
    stream: {
      send(event) {
        events.push(event)
        wake()
      },
      end,
      isEnded: () => isEnded,
      onEnd: ended => {
        onEnd = ended
      },
    },
    lookAt(looker) {
      listener = looker
      return () => {
        listener = undefined
      }
    },
    async readOrder() {
      const read = reads.shift()
      if (read instanceof Error) throw read
      return read
    },
    async readRest() {
      const error = ticketReads.shift()
      if (error !== undefined) throw error
      const checkout = checkouts.shift()
      return { tickets: [aTicket()], attempts: checkout ? { next: 2, recent: [checkout] } : noAttempts }
    },
    show: ({ order, tickets, attempts: { recent } }: ShownOrder, isAway) => ({
      parts: {
        standing: [
          `${order.spec.quantity} ordered, ${tickets.length} here`,
          ...(isAway ? ['away'] : []),
          ...recent.map(({ status }) => `${status?.state}`),
        ].join(', '),
      },
      title: '',
      announcement: '',
    }),
    lastId,
    now: () => 7,
    onDefect: error => defects.push(error),
    firstPauseMs: 2,
  })
  return {
    events,
    defects,
    reads,
    sight: (sight: Sight) => listener?.(sight),
    leave: () => onEnd(),
    isLooking: () => listener !== undefined,
    isEnded: () => isEnded,
    shown: () => events.map(({ data }) => JSON.parse(data).parts.standing),
    async until(isMet: () => boolean) {
      while (!isMet()) await new Promise<void>(resolve => waiting.push(resolve))
    },
  }
}

t.test('a page gets the present state, and each later one', async t => {
  const page = startPage({ reads: [order(5)] })
  await page.until(() => page.events.length === 1)
  page.sight({ kind: 'changed', order: order(6) })
  await page.until(() => page.events.length === 2)
  page.sight({ kind: 'changed', order: order(7, 6) })
  page.sight({ kind: 'changed', order: order(8) })
  await page.until(() => page.events.length === 3)
  t.strictSame(page.shown(), ['5 ordered, 1 here', '6 ordered, 1 here', '8 ordered, 1 here'])
  t.match(page.events[0], { id: /^[\w-]{16}$/, name: 'order' })
  t.strictSame(JSON.parse(page.events[0]?.data ?? ''), {
    parts: { standing: '5 ordered, 1 here' },
    title: '',
    announcement: '',
    now: 7,
  })
  page.leave()
  t.equal(page.isLooking(), false)
})

t.test('a browser that connects again gets only what it does not have', async t => {
  const first = startPage({ reads: [order(5)] })
  await first.until(() => first.events.length === 1)
  const again = startPage({ reads: [order(5)], lastId: first.events[0]?.id ?? '' })
  await new Promise(setImmediate)
  again.sight({ kind: 'changed', order: order(6, 5) })
  again.sight({ kind: 'changed', order: order(7) })
  await again.until(() => again.events.length === 1)
  t.strictSame(again.shown(), ['7 ordered, 1 here'])
})

t.test('a sight that is older than the state read is not shown', async t => {
  const page = startPage({ reads: [order(8)] })
  page.sight({ kind: 'changed', order: order(6) })
  await page.until(() => page.events.length === 1)
  await new Promise(setImmediate)
  page.sight({ kind: 'changed', order: order(7) })
  await new Promise(setImmediate)
  t.strictSame([page.shown(), page.reads.length], [['8 ordered, 1 here'], 0])
})

t.test('a page whose order is deleted ends', async t => {
  const page = startPage({ reads: [order(5)] })
  await page.until(() => page.events.length === 1)
  page.sight({ kind: 'deleted' })
  await page.until(page.isEnded)
  t.strictSame(page.shown(), ['5 ordered, 1 here'])
})

t.test('after a gap the order is read again', async t => {
  const page = startPage({ reads: [order(5), order(9)] })
  await page.until(() => page.events.length === 1)
  page.sight({ kind: 'missed' })
  await page.until(() => page.events.length === 2)
  t.strictSame(page.shown(), ['5 ordered, 1 here', '9 ordered, 1 here'])
})

t.test('after a gap during a read the order is read again', async t => {
  const page = startPage({ reads: [order(5), order(9)] })
  page.sight({ kind: 'missed' })
  await page.until(() => page.events.length === 2)
  t.strictSame(page.shown(), ['5 ordered, 1 here', '9 ordered, 1 here'])
})

t.test('a page is told that the API server is away, and comes back by itself', async t => {
  const page = startPage({ reads: [away(), order(5), away(), away(), order(5)] })
  await page.until(() => page.events.length === 1)
  page.sight({ kind: 'missed' })
  await page.until(() => page.events.length === 3)
  t.strictSame(page.shown(), ['5 ordered, 1 here', '5 ordered, 1 here, away', '5 ordered, 1 here'])
})

t.test('a change whose tickets cannot be read is shown later', async t => {
  const page = startPage({ reads: [order(5)], ticketReads: [] })
  await page.until(() => page.events.length === 1)
  const late = startPage({ reads: [order(5), order(6)], ticketReads: [away()] })
  await late.until(() => late.events.length === 1)
  t.strictSame(late.shown(), ['6 ordered, 1 here'])
  page.leave()
})

t.test('a page looks at a payment that is open, until it has ended', async t => {
  const checkouts = (['Requested', 'Requested', 'Open', 'Failed'] as const).map(state =>
    aCheckout({ status: { state } }),
  )
  const page = startPage({ reads: [order(5), order(5)], checkouts })
  await page.until(() => page.events.length === 3)
  t.strictSame(page.shown(), ['5 ordered, 1 here, Requested', '5 ordered, 1 here, Open', '5 ordered, 1 here, Failed'])
  await new Promise(setImmediate)
  t.equal(page.reads.length, 1, 'the order was read once, since the watch shows its changes')
  page.leave()
})

t.test('a page that has left looks at no payment', async t => {
  const page = startPage({ reads: [order(5), order(5)], checkouts: [aCheckout(), aCheckout()] })
  await page.until(() => page.events.length === 1)
  page.leave()
  const staying = startPage({
    reads: [order(5)],
    checkouts: [aCheckout(), aCheckout({ status: { state: 'Open' } })],
  })
  await staying.until(() => staying.events.length === 3)
  staying.leave()
  t.strictSame([page.events.length, page.reads.length], [1, 1])
})

t.test('nothing is read for a page that has left', async t => {
  const page = startPage({ reads: [away(), order(5)] })
  await new Promise(setImmediate)
  page.leave()
  const staying = startPage({ reads: [away(), away(), order(5)] })
  await staying.until(() => staying.events.length === 1)
  t.strictSame([page.events, page.reads.length], [[], 1])
})

t.test('a defect is reported, and ends the page', async t => {
  const defect = new TypeError('Cannot show')
  const page = startPage({ reads: [defect] })
  await page.until(page.isEnded)
  t.strictSame(page.defects, [defect])
  page.sight({ kind: 'missed' })
  t.strictSame(page.events, [])
})
