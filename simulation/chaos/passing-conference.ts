import type { Recorder } from './recorder.ts'
import type { Desk } from './sale/desk.ts'
import { price } from './sale/offer.ts'

/** Creates a conference, sells in it and deletes it while others sell. Resolves when its namespace no longer exists. */
export async function playPassingConference(
  name: string,
  { desk, recorder, signal }: { desk: Desk; recorder: Recorder; signal: AbortSignal },
): Promise<void> {
  const hasNamespace = () => recorder.isThere('Namespace', name) || undefined
  await desk.create('Conference', name, { title: name })
  await recorder.waitUntil(hasNamespace, signal)
  await desk.create('Plan', 'free', { title: 'Free', price: price('free', false), capacity: 1 })
  await desk.create('Order', 'order-0001', { planRef: 'free', price: price('free', false) })
  await desk.remove('Conference', name)
  await recorder.waitUntil(() => !recorder.isThere('Namespace', name) || undefined, signal)
}
