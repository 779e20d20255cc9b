import type { PaymentReport } from '../../hooks/payment/payment-report.ts'
import { decimal, priceInMinorUnits } from '../../hooks/rules/money.ts'
import { timestamp } from '../../hooks/rules/time.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Choices } from '../schedule/choices.ts'
import type { Faults } from '../schedule/faults.ts'
import type { Focus } from '../schedule/focus.ts'
import { namespace } from '../server/api-server.ts'

/** A report of a gateway, and the progress of its delivery. */
export interface Post {
  report: PaymentReport
  state: 'open' | 'sent' | 'acknowledged' | 'unknown order'
}

/** The gateways of one schedule, with all their reports so far. */
export interface SimulatedGateway {
  posts: Post[]
  /** Adds a new report on one of the orders; undefined if there is nothing to report. */
  invent(orders: Order[], choices: Choices): Post | undefined
}

interface Around {
  currencyOf(order: Order): string
  /** The weight of each kind of report. */
  kinds: Focus['gateways']
  faults: Faults
  now(): number
}

export function createGateway({ currencyOf, kinds, faults, now }: Around): SimulatedGateway {
  const posts: Post[] = []
  let transactions = 0
  const amountOf = (order: Order, quantity: number) => {
    const currency = currencyOf(order)
    return decimal((priceInMinorUnits(order.spec.price, currency) ?? 0n) * BigInt(quantity), currency)
  }
  const report = (order: Order, rest: Partial<PaymentReport>): PaymentReport => {
    transactions += 1
    return {
      order: { namespace, name: order.metadata.name },
      by: 'namespace and name',
      provider: 'PAYPAL',
      transactionId: `t${transactions}`,
      state: 'Completed',
      gross: amountOf(order, order.spec.quantity),
      currency: currencyOf(order),
      occurredAt: timestamp(now()),
      ...rest,
    }
  }
  const acknowledgedReport = (choices: Choices, state: PaymentReport['state']) =>
    choices.pick(posts.filter(post => post.report.state === state && post.state === 'acknowledged'))?.report

  function imagine(orders: Order[], choices: Choices): PaymentReport | undefined {
    const due = orders.filter(({ spec, status }) => spec.price > 0 && status?.payment !== 'CONFIRMED')
    const order = (choices.chance(85) ? choices.pick(due) : undefined) ?? choices.pick(orders)
    if (order === undefined || order.spec.price === 0) return undefined
    switch (choices.pickWeighted(kinds)) {
      case 'right':
        if (order.status?.reason === 'Expired') faults['late payments'] += 1
        return report(order, {})
      case 'short':
        faults['short payments'] += 1
        return report(order, { gross: decimal(priceInMinorUnits(1, currencyOf(order)) ?? 0n, currencyOf(order)) })
      case 'much':
        faults['too large payments'] += 1
        return report(order, { gross: amountOf(order, order.spec.quantity + 1) })
      case 'foreign':
        faults['payments in another currency'] += 1
        return report(order, { currency: 'USD', gross: '500.00' })
      case 'pending':
        return (
          (choices.chance(40) ? end('Completed', orders, choices) : undefined) ??
          announce(choices.pick(due.filter(isHeld)) ?? order)
        )
      case 'refund':
        return refund(acknowledgedReport(choices, 'Completed'), choices)
      case 'failed refund':
        return failRefund(acknowledgedReport(choices, 'Refunded'))
      case 'dispute':
        return dispute(acknowledgedReport(choices, 'Completed'), choices)
      case 'denied':
        return end('Denied', orders, choices) ?? report(order, { state: 'Denied' })
      case 'stray':
        return { ...report(order, {}), order: { namespace, name: 'nobody' } }
    }
  }

  const announce = (order: Order) => report(order, { state: 'Pending' })
  const isHeld = ({ status }: Order) => status?.expiresAt !== undefined

  /** Pays announced money, or denies it; the announcement itself may still be under way. */
  function end(state: 'Completed' | 'Denied', orders: Order[], choices: Choices): PaymentReport | undefined {
    const ended = posts.filter(({ report }) => report.state !== 'Pending').map(({ report }) => report.transactionId)
    const open = posts.filter(
      ({ report, state }) =>
        report.state === 'Pending' && state !== 'unknown order' && !ended.includes(report.transactionId),
    )
    const held = open.filter(({ report }) => orders.some(one => isHeld(one) && one.metadata.name === report.order.name))
    const announced = (choices.pick(held) ?? choices.pick(open))?.report
    if (announced === undefined) return undefined
    faults[state === 'Completed' ? 'announced money received' : 'announced money denied'] += 1
    return { ...announced, state }
  }

  function refund(of: PaymentReport | undefined, choices: Choices): PaymentReport | undefined {
    if (of === undefined || of.gross.replace(/[0.]/g, '') === '') return undefined
    faults.refunds += 1
    transactions += 1
    const gross = choices.chance(70) ? of.gross : decimal(1n, of.currency)
    const taken = { state: 'Refunded', gross: `-${gross}`, occurredAt: timestamp(now()) } as const
    return { ...of, ...taken, transactionId: `t${transactions}`, parentTransactionId: of.transactionId }
  }

  /** The bank of the buyer returns the money of a refund. */
  function failRefund(of: PaymentReport | undefined): PaymentReport | undefined {
    if (of === undefined) return undefined
    faults['refunds that failed later'] += 1
    return { ...of, state: 'RefundFailed', gross: of.gross.replace('-', '') }
  }

  function dispute(of: PaymentReport | undefined, choices: Choices): PaymentReport | undefined {
    if (of === undefined || of.gross.replace(/[0.]/g, '') === '') return undefined
    faults.disputes += 1
    const state = choices.chance(50) ? 'Reversed' : 'ReversalCanceled'
    return { ...of, state, gross: state === 'Reversed' ? `-${of.gross}` : of.gross }
  }

  return {
    posts,
    invent(orders, choices) {
      const made = imagine(orders, choices)
      if (made === undefined) return undefined
      const post: Post = { report: made, state: 'open' }
      posts.push(post)
      return post
    },
  }
}
