import type { Bench } from '../session.ts'

/** Pays orders of one conference. */
export interface Till {
  /** Starts to pay an order by a callback. */
  pay(order: string): void
  /** The orders whose payment was acknowledged. */
  acknowledged: readonly string[]
  /** Rejects when a payment failed. */
  failed: Promise<never>
  /** Resolves when no payment is under way. */
  waitUntilClosed(): Promise<void>
}

const pauseMs = 200

/** Like a gateway, it repeats a callback that is not acknowledged. */
export function openTill({ shop, signal }: Bench, namespace: string): Till {
  const acknowledged: string[] = []
  const underWay = new Set<Promise<void>>()
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  async function payOnce(order: string): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const { status, answer } = await shop.report(namespace, order)
      if (status === 200) break
      if (status !== 503 && status !== 0)
        throw new Error(
          `Cannot report a payment of "${order}": it must be answered with 200 or 503, not with ${status}: ${answer}`,
        )
      await new Promise(resolve => setTimeout(resolve, pauseMs))
    }
    acknowledged.push(order)
  }
  return {
    pay(order) {
      const paying = payOnce(order)
        .catch(failed.reject)
        .finally(() => underWay.delete(paying))
      underWay.add(paying)
    },
    acknowledged,
    failed: failed.promise,
    async waitUntilClosed() {
      while (underWay.size > 0) await Promise.race([Promise.all(underWay), failed.promise])
    },
  }
}
