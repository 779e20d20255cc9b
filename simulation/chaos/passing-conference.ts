import type { Recorder } from './recorder.ts'
import { price } from './sale/offer.ts'
import type { PatientClient } from './sale/patient-client.ts'

/** Creates a conference, sells in it and deletes it while others sell. Resolves when its namespace no longer exists. */
export async function playPassingConference(
  name: string,
  { client, recorder, signal }: { client: PatientClient; recorder: Recorder; signal: AbortSignal },
): Promise<void> {
  const hasNamespace = () => recorder.isThere('Namespace', name) || undefined
  await client.create('Conference', name, { title: name })
  await recorder.waitUntil(hasNamespace, signal)
  await client.create('Plan', 'free', { title: 'Free', price: price('free', false), capacity: 1 })
  await client.create('Order', 'order-0001', { planRef: 'free', price: price('free', false) })
  await client.remove('Conference', name)
  await recorder.waitUntil(() => !recorder.isThere('Namespace', name) || undefined, signal)
}
