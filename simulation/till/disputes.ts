import { timestamp } from '../../hooks/rules/time.ts'
import type { Post } from '../actors/gateway.ts'
import type { Choices } from '../schedule/choices.ts'
import { namespace } from '../server/api-server.ts'
import type { Simulation } from '../simulation.ts'
import { isRefundDue } from './invariants/movement-invariants.ts'
import { type Charge, chargesOf } from './movements.ts'

/** A buyer disputes a payment, mostly one that is due back, or a dispute is won. Only webhooks report disputes. */
export function dispute({ till, world, gateway, store, clock, faults, tell }: Simulation, choices: Choices): void {
  if (till === undefined || world.till?.hasWebhooks !== true) return
  const open = openDisputes(gateway.posts)
  const won = choices.chance(30) ? choices.pick(open) : undefined
  if (won !== undefined) {
    win(gateway.posts, won)
    return
  }
  const nameOf = ({ key }: Charge) => till.checkouts.get(key)?.spec.orderRef
  const charges = chargesOf(till.gateways.books)
  const due = charges.filter(one => isRefundDue(store.get('Order', nameOf(one) ?? '')))
  const charge = choices.pick(due) ?? choices.pick(charges)
  const name = charge && nameOf(charge)
  if (charge === undefined || name === undefined) return
  const { provider, transactionId: parentTransactionId, amount, currency } = charge
  faults.disputes += 1
  tell(`${parentTransactionId} is disputed`)
  const report: Post['report'] = {
    ...{ order: { namespace, name }, by: 'namespace and name', provider, state: 'Reversed', currency },
    ...{ transactionId: `dispute-${gateway.posts.length}`, parentTransactionId },
    ...{ gross: `-${amount}`, occurredAt: timestamp(clock.now) },
  }
  gateway.posts.push({ report, state: 'open' })
}

/** Lets every dispute be won. */
export function endDisputes({ gateway }: Pick<Simulation, 'gateway'>): void {
  for (const post of openDisputes(gateway.posts)) win(gateway.posts, post)
}

function openDisputes(posts: readonly Post[]): Post[] {
  const won = posts.filter(({ report }) => report.state === 'ReversalCanceled')
  const ids = new Set(won.map(({ report }) => report.transactionId))
  return posts.filter(({ report }) => report.state === 'Reversed' && !ids.has(report.transactionId))
}

function win(posts: Post[], { report }: Post): void {
  posts.push({ report: { ...report, state: 'ReversalCanceled', gross: report.gross.slice(1) }, state: 'open' })
}
