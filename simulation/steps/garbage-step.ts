import type { Choices } from '../schedule/choices.ts'
import { orphans } from '../server/garbage.ts'
import type { Store } from '../server/store.ts'
import { type KindName, kindNames, type Stored } from '../server/stored.ts'
import type { Simulation } from '../simulation.ts'

type Garbage = { kind: KindName; name: string }

/** The garbage found last in a store, and the revision of that search. */
const found = new WeakMap<Store, { revision: number; garbage: Garbage[] }>()

function orphansOf(store: Store): Garbage[] {
  const known = found.get(store)
  const revision = store.revision()
  if (known?.revision === revision) return known.garbage
  const garbage = orphans(store)
  found.set(store, { revision, garbage })
  return garbage
}

/** The objects that the cluster deletes sooner or later: orphans, and every object once the namespace is being deleted. */
export function garbageOf({ store, api }: Pick<Simulation, 'store' | 'api'>): Garbage[] {
  if (!api.isEnding()) return orphansOf(store)
  return kindNames.flatMap(kind => store.list(kind).map(({ metadata: { name } }: Stored) => ({ kind, name })))
}

/** Deletes one object of the garbage. Returns whether there was one. */
export function collectSome(simulation: Simulation, choices: Choices): boolean {
  const { api, faults, tell } = simulation
  const garbage = garbageOf(simulation)
  const next = choices.pick(garbage)
  if (next === undefined) return false
  if (garbage.length > 1) faults['garbage left for later'] += 1
  tell(`the garbage collector deletes ${next.kind} ${next.name}`)
  api.collect(next.kind, next.name)
  return true
}

/** Deletes the conference: its namespace loses every object, in any order, and accepts no new one. */
export function endNamespace(simulation: Simulation): boolean {
  const { world, api, clock, faults, tell } = simulation
  if (!world.ends || api.isEnding()) return false
  faults['namespaces ended'] += 1
  tell('the namespace is deleted')
  simulation.endedAt = clock.now
  api.endNamespace()
  return true
}
