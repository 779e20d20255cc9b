import type { Requests } from '../requests.ts'
import type { Bench } from './session.ts'

/** Of one order after the other, on a system that does nothing else; times in seconds, one per order. */
export interface Singles {
  reserved: number[]
  shown: number[]
  /** From sending the callback until there is a ticket, and until the payment endpoint has answered. */
  ticket: number[]
  answered: number[]
  requests: Requests
}

/** Orders and pays, by a callback, so many times, each when all that the one before caused is over. */
export async function singleOrders(
  { shop, observer, requests, rest }: Bench,
  { namespace, prefix, count, stillnessMs }: { namespace: string; prefix: string; count: number; stillnessMs: number },
): Promise<Singles> {
  const times: Omit<Singles, 'requests'> = { reserved: [], shown: [], ticket: [], answered: [] }
  await rest(stillnessMs)
  await requests()
  for (let index = 1; index <= count; index++) {
    const name = `${prefix}-${index}`
    const since = performance.now()
    const until = (moment: 'reserved' | 'shown' | 'ticket') => {
      return observer.until(() => observer.at(moment, name) !== undefined, `order ${name} to be ${moment}`)
    }
    await shop.order(namespace, name)
    await until('shown')
    await until('reserved')
    times.reserved.push(((observer.at('reserved', name) ?? 0) - since) / 1000)
    times.shown.push(((observer.at('shown', name) ?? 0) - since) / 1000)
    await rest(stillnessMs)
    const paid = performance.now()
    const { status, answer } = await shop.report(namespace, name)
    times.answered.push((performance.now() - paid) / 1000)
    if (status !== 200)
      throw new Error(
        `Cannot report a payment of "${name}": it must be answered with 200, not with ${status}: ${answer}`,
      )
    await until('ticket')
    times.ticket.push(((observer.at('ticket', name) ?? 0) - paid) / 1000)
    await rest(stillnessMs)
  }
  return { ...times, requests: await requests() }
}
