import { KubeError } from '../hooks/kube/api.ts'
import { apiVersion } from '../hooks/schema/crd/kind.ts'
import { PutOffError } from '../hooks/sync/order/put-off.ts'
import { StaleViewError } from '../hooks/sync/order/stale-view.ts'
import { isSameValue } from './same-value.ts'
import type { Choices } from './schedule/choices.ts'
import { callOverNetwork, type Faults } from './schedule/faults.ts'
import type { ApiServer } from './server/api-server.ts'
import { type Answer, type Controller, type Desired, type Seen, untouchable } from './server/controllers.ts'
import { type KindName, ownerOf, type Stored } from './server/stored.ts'

/** The surroundings of a sync: one controller in one engine process. */
export interface SyncPlace {
  controller: Controller
  api: ApiServer
  faults: Faults
  /** The objects of a kind that this process sees now. */
  list(kind: KindName): Stored[]
  /** The clock of this process, in milliseconds since 1970. */
  now(): number
  onAnswer(asked: { parent: Stored; seen: Seen }, answer: Answer): void
  /** Called when the hook asks for another call after this time. */
  putOff(seconds: number): void
}

/**
 * One sync as the engine does it. It reads the views and calls the hook first, then does one call per step: deletes,
 * creates, and the status last. Each step receives its choices. Returns whether a call failed.
 */
export function* syncRun(parent: Stored, place: SyncPlace): Generator<string, boolean, Choices> {
  const seen = look(parent, place)
  const answer = ask(parent, seen, place)
  if (answer === undefined) return false
  place.onAnswer({ parent, seen }, answer)
  const failed =
    parent.metadata.deletionTimestamp === undefined && (yield* manageChildren({ parent, seen, answer }, place))
  return (yield* writeStatus(parent, answer, place)) || failed
}

// The engine does not count a 429 with Retry-After as a failure.
function ask(parent: Stored, seen: Seen, { controller, faults, now, putOff }: SyncPlace): Answer | undefined {
  try {
    return controller.sync(parent, seen, now())
  } catch (error) {
    if (!(error instanceof PutOffError)) throw error
    if (error instanceof StaleViewError) faults['views too old for a hook'] += 1
    putOff(error.seconds)
    return undefined
  }
}

function look(parent: Stored, { controller, list }: SyncPlace): Seen {
  const seen: Seen = {}
  for (const kind of controller.children)
    seen[kind] = list(kind).filter(child => ownerOf(child) === parent.metadata.uid)
  return seen
}

function* manageChildren(
  { parent, seen, answer }: { parent: Stored; seen: Seen; answer: Answer },
  place: SyncPlace,
): Generator<string, boolean, Choices> {
  let failed = false
  for (const kind of place.controller.children) {
    const wanted = new Set(answer.children.filter(child => child.kind === kind).map(({ metadata }) => metadata.name))
    for (const { metadata } of seen[kind] ?? []) {
      if (wanted.has(metadata.name)) continue
      const choices = yield `delete ${kind} ${metadata.name}`
      const call = () =>
        untouchable.includes(kind) ? forbid(kind) : place.api.remove(kind, metadata.name, metadata.uid)
      failed = !succeeds(call, { choices, place, harmless: ['NotFound'] }) || failed
    }
  }
  for (const child of answer.children) {
    const kind = child.kind as KindName
    const observed = seen[kind]?.find(({ metadata }) => metadata.name === child.metadata.name)
    if (observed !== undefined) continue
    const choices = yield `create ${kind} ${child.metadata.name}`
    failed =
      !succeeds(creationOf(child, parent, place), {
        choices,
        place,
        harmless: ['AlreadyExists', 'Conflict', 'NotFound'],
      }) || failed
  }
  return failed
}

/** The call that creates a missing child. Existing children stay as they are (OnDelete). */
function creationOf({ kind: kindOf, metadata, spec }: Desired, parent: Stored, place: SyncPlace): () => void {
  const kind = kindOf as KindName
  const { name, uid } = parent.metadata
  const owner = { apiVersion, kind: place.controller.parent, name, uid, controller: true, blockOwnerDeletion: true }
  const labels = { ...metadata.labels, 'controller-uid': uid }
  const draft = { metadata: { ...metadata, labels, ownerReferences: [owner] }, spec: spec ?? {} }
  return () => (untouchable.includes(kind) ? forbid(kind) : void place.api.create(kind, draft as never))
}

function forbid(kind: KindName): never {
  throw new KubeError(`the engine has no right to write ${kind}s`, { code: 403, reason: 'Forbidden' })
}

// As in the engine's own clientset: a GET, then a PUT with the whole status. A conflict repeats both, up to four times.
function* writeStatus(parent: Stored, { status }: Answer, place: SyncPlace): Generator<string, boolean, Choices> {
  const { parent: kind } = place.controller
  const { name, uid, generation } = parent.metadata
  for (let times = 0; times < 4; times += 1) {
    const choices = yield `read ${kind} ${name}`
    const live = readLive({ kind, name }, { choices, place })
    if (live === 'failed') return true
    if (live?.metadata.uid !== uid) return false
    const whole = { ...live, status: { ...status, observedGeneration: generation } }
    if (isSameValue(live, whole)) return false
    const more = yield `write the status of ${kind} ${name}`
    const outcome = writeStatusOnce(whole, { choices: more, place })
    if (outcome !== 'conflict') return outcome === 'failed'
  }
  return false
}

function readLive(
  { kind, name }: { kind: KindName; name: string },
  { choices, place }: { choices: Choices; place: SyncPlace },
): Stored | undefined | 'failed' {
  try {
    return callOverNetwork({ choices, faults: place.faults }, () => place.api.get(kind, name))
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    return error.reason === 'NotFound' ? undefined : 'failed'
  }
}

function writeStatusOnce(
  whole: object,
  { choices, place }: { choices: Choices; place: SyncPlace },
): 'done' | 'conflict' | 'failed' {
  try {
    callOverNetwork({ choices, faults: place.faults }, () =>
      place.api.replaceStatus(place.controller.parent, whole as never),
    )
    return 'done'
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    if (error.reason === 'Conflict') return 'conflict'
    return error.reason === 'NotFound' ? 'done' : 'failed'
  }
}

function succeeds(
  call: () => void,
  { choices, place, harmless }: { choices: Choices; place: SyncPlace; harmless: string[] },
): boolean {
  try {
    callOverNetwork({ choices, faults: place.faults }, call)
    return true
  } catch (error) {
    if (error instanceof KubeError) return harmless.includes(error.reason)
    throw error
  }
}
