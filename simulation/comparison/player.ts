import type { Backend } from './backends/backend.ts'
import { canonicalState } from './backends/canonical-state.ts'
import { create, type Schedule } from './step.ts'

/** Plays a schedule in a new conference. Returns the replies to each step, and the objects at rest after it, as JSON. */
export async function playOnBackend({ name, steps }: Schedule, backend: Backend): Promise<string> {
  const played: object[] = []
  for (const step of [create('Conference', name, { title: name }), ...steps]) {
    const answered: [string, object][] = []
    for (const single of [step].flat()) answered.push([await backend.act(single), single])
    await backend.rest()
    played.push({ answered, stored: canonicalState(await backend.state()) })
  }
  return JSON.stringify(played, undefined, 1)
}
