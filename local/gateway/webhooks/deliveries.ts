import type { SignedEvent } from './sign-events.ts'

/** An event on its way to a webhook. */
export interface Delivery extends SignedEvent {
  url: string
  /** The status of the last answer; 0 without one. */
  status: number
  tries: number
}

export interface Deliveries {
  /** All events, those without a webhook too, in order. */
  readonly all: readonly Delivery[]
  /** Sends an event to a webhook; without a URL it is only remembered. */
  send(event: SignedEvent, url: string | undefined): void
  /** Sends again the events that were not accepted, or all events. */
  sendAgain(which?: 'failed' | 'all'): void
  /** Whether events are sent at once; otherwise they wait for sendAgain(). */
  isOn: boolean
  /** Resolves when every event that was sent has its answer. */
  waitForAll(): Promise<void>
}

/** Delivers events one after the other, as they happened. */
export function createDeliveries(): Deliveries {
  const all: Delivery[] = []
  let queue: Promise<void> = Promise.resolve()

  const enqueue = (delivery: Delivery): void => {
    queue = queue.then(() => deliver(delivery))
  }

  const deliveries: Deliveries = {
    all,
    isOn: true,
    send(event, url) {
      const delivery = { ...event, url: url ?? '', status: 0, tries: 0 }
      all.push(delivery)
      if (deliveries.isOn && url !== undefined) enqueue(delivery)
    },
    sendAgain(which = 'failed') {
      for (const one of all) if (one.url !== '' && (which === 'all' || !isAccepted(one))) enqueue(one)
    },
    waitForAll: () => queue,
  }
  return deliveries
}

async function deliver(delivery: Delivery): Promise<void> {
  const { url, body, headers } = delivery
  delivery.tries += 1
  delivery.status = await fetch(url, { method: 'POST', body, headers }).then(
    async response => {
      await response.arrayBuffer()
      return response.status
    },
    () => 0,
  )
}

function isAccepted({ status }: Delivery): boolean {
  return status >= 200 && status < 300
}
