import type { Requests } from '../../requests.ts'
import type { Bench } from '../session.ts'

/** Orders placed one after the other, on an otherwise idle system; times in seconds, one per order. */
export interface Singles {
  reserved: number[]
  shown: number[]
  /** From sending the callback until the ticket exists, and until the payment endpoint has answered. */
  ticket: number[]
  answered: number[]
  requests: Requests
}

/** Places and pays (by a callback) `count` orders, each after all consequences of the previous one are over. */
export async function measureSingleOrders(
  { shop, observer, readRequests, waitUntilIdle }: Bench,
  { namespace, prefix, count, stillnessMs }: { namespace: string; prefix: string; count: number; stillnessMs: number },
): Promise<Singles> {
  const times: Omit<Singles, 'requests'> = { reserved: [], shown: [], ticket: [], answered: [] }
  await waitUntilIdle(stillnessMs)
  await readRequests()
  for (let index = 1; index <= count; index++) {
    const name = `${prefix}-${index}`
    const since = performance.now()
    const waitForMoment = (moment: 'reserved' | 'shown' | 'ticket') => {
      return observer.waitUntil(() => observer.timeOf(moment, name) !== undefined, `order ${name} to be ${moment}`)
    }
    await shop.order(namespace, name)
    await waitForMoment('shown')
    await waitForMoment('reserved')
    times.reserved.push(((observer.timeOf('reserved', name) ?? 0) - since) / 1000)
    times.shown.push(((observer.timeOf('shown', name) ?? 0) - since) / 1000)
    await waitUntilIdle(stillnessMs)
    const paid = performance.now()
    const { status, answer } = await shop.report(namespace, name)
    times.answered.push((performance.now() - paid) / 1000)
    if (status !== 200)
      throw new Error(
        `Cannot report a payment of "${name}": it must be answered with 200, not with ${status}: ${answer}`,
      )
    await waitForMoment('ticket')
    times.ticket.push(((observer.timeOf('ticket', name) ?? 0) - paid) / 1000)
    await waitUntilIdle(stillnessMs)
  }
  return { ...times, requests: await readRequests() }
}
