import { isHeldBy, type SlotView } from './slot-view.ts'

/** The number of slots among which conferences are divided. The holder of a slot's Lease decides on its conferences. */
export const slotCount = 16

const strandedMs = 16_000

/** The slot of a conference: FNV-1a (32 bits) of its namespace. */
export function slotOf(namespace: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < namespace.length; index++) {
    hash = Math.imul(hash ^ namespace.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % slotCount
}

/** The name of the Lease of a slot. */
export function leaseName(slot: number): string {
  return `kconference-box-office-${slot}`
}

/** The number of slots that each of `shards` processes takes. */
export function shareOf(shards: number): number {
  return Math.ceil(slotCount / shards)
}

/**
 * The free slots that a process should take now. A process takes one run of `share` slots. It takes the first slot of the
 * run before the others, so that two processes that start together do not share a run. Any process takes a slot that has
 * been free for 16 s.
 */
export function slotsToTake(
  views: readonly SlotView[],
  { at, identity, share }: { at: number; identity: string; share: number },
): number[] {
  const slots = [...views.keys()]
  const free = slots.filter(slot => views[slot]?.freeSince !== undefined)
  const stranded = slots.filter(slot => (views[slot]?.freeSince ?? at) <= at - strandedMs)
  const own = slots.filter(slot => isHeldBy(identity, views[slot]?.lease))
  const first = own.find(slot => slot % share === 0)
  const run =
    first === undefined
      ? free.filter(slot => slot % share === 0).slice(0, 1)
      : free.filter(slot => slot > first && slot < first + share)
  return [...new Set([...run.slice(0, Math.max(0, share - own.length)), ...stranded])]
}
