import type { PlayedAnswer, PlayedRequest } from '../../local/gateway/server/exchange.ts'
import type { ReachedCounts, ReachedName } from '../reached.ts'
import type { Change, ChangeOf } from '../server/stored.ts'
import type { Movement } from './movements.ts'
import type { Till, TillAround } from './till.ts'

/** Counts the outcomes that a change of a checkout or refund brings about. */
export function countTillChange(reached: ReachedCounts, change: Change, { store }: Pick<TillAround, 'store'>): void {
  if (change.kind === 'Checkout') for (const name of checkoutOutcomes(change)) reached[name] += 1
  if (change.kind !== 'Refund') return
  for (const name of refundOutcomes(change)) reached[name] += 1
  const { after, before } = change
  if (after?.status?.state !== 'Sent' || before?.status?.state === 'Sent') return
  const others = store.list('Refund').filter(({ metadata, spec }) => {
    return metadata.name !== after.metadata.name && spec.orderRef === after.spec.orderRef
  })
  if (others.some(({ status }) => status?.state === 'Sent')) reached['refunds of one order sent at once'] += 1
}

function checkoutOutcomes({ before, after }: ChangeOf<'Checkout'>): ReachedName[] {
  const [was, is] = [before?.status, after?.status]
  if (was === undefined || is === undefined || was.state === is.state) return []
  switch (is.state) {
    case 'Paid':
      return ['checkouts paid', ...((is.declines ?? 0) > 0 ? (['paid after the gateway declined'] as const) : [])]
    case 'Expired':
      return ['checkouts expired']
    case 'Failed':
      return ['checkouts failed']
    default:
      return []
  }
}

function refundOutcomes({ before, after }: ChangeOf<'Refund'>): ReachedName[] {
  const [was, is] = [before?.status, after?.status]
  if (is === undefined) return []
  const isNew = was?.reason !== is.reason
  const found: Partial<Record<ReachedName, boolean>> = {
    'refunds created by the cashier': before === undefined && after?.spec.onlyIfDue === true,
    'refunds that went back': is.state === 'Succeeded' && was?.state !== 'Succeeded',
    'refunds held back by the hourly limit': is.reason === 'HourlyLimit' && isNew,
    'refunds that waited for another': is.reason === 'OtherRefund' && isNew,
    'refunds that waited for a dispute': is.reason === 'Disputed' && isNew,
    'refunds that were too much': is.reason === 'MoreThanPaid' && isNew,
  }
  return (Object.keys(found) as ReachedName[]).filter(name => found[name])
}

/** A request that took effect, and the newest movement of its kind before and after it. */
export interface Effect {
  request: PlayedRequest
  answer: PlayedAnswer
  before: Movement | undefined
  after: Movement | undefined
  /** The cashier that sent it. */
  name: string
}

/** Counts what a request of a cashier shows. */
export function countEffect(
  reached: ReachedCounts,
  { request, answer, before, after, name }: Effect,
  till: Till,
): void {
  const { method, path, headers } = request
  if (method !== 'POST') return
  const isNew = after !== undefined && after.id !== before?.id
  const key = String(headers['idempotency-key'] ?? headers['paypal-request-id'] ?? path)
  const last = till.lastActors.get(key)
  if (last !== undefined && last !== name) reached['two cashiers at one payment or refund'] += 1
  till.lastActors.set(key, name)
  if (answer.headers['idempotent-replayed'] === 'true') reached['answers replayed by Stripe'] += 1
  if (path.endsWith('/expire') && answer.status === 200) reached['sessions closed'] += 1
  if (!isNew && after?.key === key && after.kind === 'refund') reached['refunds asked for again with their key'] += 1
  if (!isNew && after?.kind === 'session' && after.key === key) reached['sessions asked for again with their key'] += 1
}
