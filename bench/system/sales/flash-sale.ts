import { wholeNumber } from '../../table.ts'
import type { Observer } from '../observer.ts'
import type { Bench } from '../session.ts'
import { type FlashSale, readResult } from './flash-result.ts'
import { runInParallel } from './shop.ts'
import { openTill } from './till.ts'

export interface FlashSize {
  orders: number
  seats: number
  atOnce: number
  stillnessMs: number
}

const namespace = 'flash'
const progressEveryMs = 10_000

/** More orders than seats, all at once. A buyer whose order shows that it is reserved pays at once, by a callback. */
export async function flashSale(bench: Bench, { orders, seats, atOnce, stillnessMs }: FlashSize): Promise<FlashSale> {
  const { shop, observer, signal } = bench
  const placed = Array.from({ length: orders }, (_, index) => `flash-${String(index + 1).padStart(6, '0')}`)
  await shop.open(namespace, { capacity: seats })
  await bench.waitUntilIdle(stillnessMs)
  const sent = new Map<string, number>()
  const till = openTill(bench, namespace)
  observer.listen((moment, name) => {
    if (moment === 'shown' && sent.has(name)) till.pay(name)
  })
  const isOver = createSaleEndCheck(observer, { orders, seats })
  const place = (name: string) => {
    sent.set(name, performance.now())
    return shop.order(namespace, name)
  }
  await withProgress(bench, () =>
    Promise.race([
      Promise.all([
        runInParallel(placed, { atOnce, signal }, place),
        observer.waitUntil(isOver, 'the flash sale to be over'),
      ]),
      till.failed,
    ]),
  )
  await till.waitUntilClosed()
  await bench.waitUntilIdle(stillnessMs)
  return readResult(bench, { namespace, sent, acknowledged: till.acknowledged, seats })
}

/** Whether a sale that begins now has sold all seats and put all other orders on the waitlist. */
export function createSaleEndCheck(
  observer: Observer,
  { orders, seats }: { orders: number; seats: number },
): () => boolean {
  const sellable = Math.min(orders, seats)
  const tickets = observer.count('ticket') + sellable
  const waiting = observer.count('waitlist shown') + orders - sellable
  return () => observer.count('ticket') >= tickets && observer.count('waitlist shown') >= waiting
}

/** Reports the progress of a sale while it runs. */
export async function withProgress<T>({ observer, log }: Bench, run: () => Promise<T>): Promise<T> {
  const reportProgress = () => {
    const count = (moment: Parameters<Observer['count']>[0]) => wholeNumber(observer.count(moment))
    log(
      `${count('reserved')} reserved, ${count('ticket')} tickets, ${count('waitlisted')} waitlisted, ${count('waitlist shown')} shown so`,
    )
  }
  const timer = setInterval(reportProgress, progressEveryMs)
  try {
    return await run()
  } finally {
    clearInterval(timer)
  }
}
