import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { sealBackup } from '../../hooks/backup/backup-file.ts'
import { readBackup } from '../../hooks/backup/read-backup.ts'
import { convertBackup } from '../../hooks/backup/restore/convert-backup.ts'
import { restoreBackup } from '../../hooks/backup/restore/restore-backup.ts'
import { takeBackup } from '../../hooks/backup/take-backup.ts'
import { ConferenceOffice, type Sighting } from '../../hooks/box-office/conference/conference-office.ts'
import { timestamp } from '../../hooks/rules/time.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { firstUid } from '../../hooks/schema/first-uid.ts'
import { PutOffError } from '../../hooks/sync/order/put-off.ts'
import { createSimulation } from '../../simulation/create-simulation.ts'
import { choicesFrom } from '../../simulation/schedule/choices.ts'
import { schedules } from '../../simulation/schedule/schedule.ts'
import { archivedObjects, type Question, questionsOf } from '../../simulation/server/archived.ts'
import type { Answer } from '../../simulation/server/controllers.ts'
import type { Simulation } from '../../simulation/simulation.ts'
import { calmDown } from '../../simulation/steps/calm.ts'
import { takeStep } from '../../simulation/steps/steps.ts'
import { lastingOf, ownersOf } from '../fixtures/backup/lasting.ts'
import { createMemoryArchive } from '../fixtures/backup/memory-archive.ts'
import { fc } from '../fixtures/properties.ts'

/** A conference in the middle of a sale, with crashes and all other faults. With `calm`, faults have stopped and it is at rest. */
async function playSale([world = 0, ...steps]: readonly number[], { calm = false } = {}): Promise<Simulation> {
  const simulation = createSimulation(choicesFrom(world), () => undefined)
  try {
    for (const number of steps) await takeStep(simulation, number)
    if (calm) await calmDown(simulation)
  } finally {
    simulation.endpoint.stop()
  }
  return simulation
}

/** The objects in the backup of a conference, as this version stores them, and the objects after a restore an hour later. */
async function backUpAndRestore(simulation: Simulation): Promise<{ was: ArchivedObject[]; is: ArchivedObject[] }> {
  const { now } = simulation.clock
  const [before, after] = [createMemoryArchive(), createMemoryArchive({ now: now + 3_600_000 })]
  for (const object of archivedObjects(simulation)) before.put(object)
  const told = { log: () => undefined, signal: new AbortController().signal }
  const backup = await takeBackup('conf', { archive: before, now, ...told })
  const clock = () => now + 3_600_000
  await restoreBackup(readBackup(sealBackup(backup)), { archive: after, pause: after.pause, now: clock, ...told })
  return { was: convertBackup(backup).backup.objects, is: after.objects() }
}

function answerTo({ controller, parent, seen }: Question, now: number): Answer | undefined {
  const young = Object.entries(seen).map(([kind, objects]) => [kind, objects.map(object => asNew(object, now))])
  try {
    return controller.sync(asNew(parent, now), Object.fromEntries(young), now)
  } catch (error) {
    if (error instanceof PutOffError) return undefined
    throw error
  }
}

/** A restored object is younger than the original. Only the time to put off answers depends on that, so here all objects are new. */
function asNew<T extends Question['parent']>(object: T, now: number): T {
  return { ...object, metadata: { ...object.metadata, creationTimestamp: timestamp(now) } }
}

const seenByTheBoxOffice: readonly string[] = [
  'Plan',
  'SeatPool',
  'Coupon',
  'Order',
  'Payment',
  'Reservation',
] satisfies Sighting['kind'][]
/** Later than any resourceVersion: the watches have shown everything. */
const everyVersion = 1_000_000_000n

/** The box office of a conference, after it has seen all stored objects. */
function boxOfficeOf(objects: readonly ArchivedObject[], now: number): ConferenceOffice {
  const boxOffice = new ConferenceOffice({
    readReach: () => ({ orders: 1_000_000n, reservations: everyVersion, coupons: everyVersion }),
  })
  for (const object of objects.filter(({ kind }) => seenByTheBoxOffice.includes(kind))) {
    const { name, resourceVersion = '0' } = object.metadata
    boxOffice.see({ kind: object.kind, name, object, version: BigInt(resourceVersion) } as unknown as Sighting, now)
  }
  return boxOffice
}

/** The full decision of the box office, without the fields that a new object gets or counts anew. */
function decisionsOn(objects: readonly ArchivedObject[], now: number): object[] {
  const owners = ownersOf(objects)
  const writes = boxOfficeOf(objects, now).decideFully(now)
  const decided = writes.map(({ name, spec, order, base }) => ({ name, spec, order, isNew: base === undefined }))
  return lastingOf(
    decided.sort((a, b) => (a.name < b.name ? -1 : 1)),
    { owners, counts: false },
  )
}

/**
 * The answers to all parents, without the fields that a new object gets or counts anew. The order of children does not
 * matter. Tickets without a seat are named after the uid of their order, which a restore changes.
 */
function answersTo(objects: readonly ArchivedObject[], now: number): object[] {
  const owners = ownersOf(objects)
  const there = new Set(objects.map(({ metadata }) => metadata.name))
  return questionsOf(objects)
    .map(question => {
      const { status, children = [], ...rest } = answerTo(question, now) ?? { status: 'put off' }
      const named = children.map(child => {
        const { name } = child.metadata
        const isNamedAnew = child.kind === 'Ticket' && !there.has(name) && !/-0\d{6}$/.test(name)
        return isNamedAnew ? { ...child, metadata: { ...child.metadata, name: 'named anew' } } : child
      })
      const { kind, metadata } = question.parent as ArchivedObject
      const said = { status, children: named.sort(byName), rest }
      return { kind, metadata: { name: metadata.name }, ...lastingOf(said, { owners, counts: false }) }
    })
    .sort(byName)
}

type Named = { kind: string; metadata: { name: string } }

function byName(a: Named, b: Named): number {
  return `${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1
}

/** Whether the answer to the latest generation changes nothing. */
function isAtRest(question: Question, now: number): boolean {
  const { parent, seen } = question
  const { status, children = [] } = answerTo(question, now) ?? {}
  const { observedGeneration, ...written } = (parent as { status?: Record<string, unknown> }).status ?? {}
  const own = question.controller.children.flatMap(kind => seen[kind] ?? [])
  const unchanged = children.every(({ kind, metadata }) =>
    own.some(child => (child as { kind?: string }).kind === kind && child.metadata.name === metadata.name),
  )
  const isAnswered = observedGeneration === parent.metadata.generation
  return isAnswered && unchanged && children.length === own.length && isDeepStrictEqual(written, status)
}

/** The decisions in a conference, and whether it has tickets: a property over conferences without them would prove little. */
function contentsOf(objects: readonly ArchivedObject[]): string[] {
  const decisions = objects.flatMap(({ kind, spec }) => (kind === 'Reservation' ? String(spec?.['decision']) : []))
  return objects.some(({ kind }) => kind === 'Ticket') ? [...decisions, 'ticketed'] : decisions
}

/** The uids that links and codes contain, by the names of their orders and tickets. */
function firstUidsOf(objects: readonly ArchivedObject[]): Record<string, string> {
  const linked = objects.filter(({ kind }) => kind === 'Order' || kind === 'Ticket')
  const uids = linked.map(({ kind, metadata }): [string, string] => [`${kind} ${metadata.name}`, firstUid(metadata)])
  return Object.fromEntries(uids.sort())
}

const everything = ['Held', 'Refused', 'Released', 'Sold', 'Waitlisted', 'ticketed']

t.test(
  'at any moment, hooks and box office decide the same with and without a restore, and links and codes stay',
  async t => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(schedules(120), async schedule => {
        const simulation = await playSale(schedule)
        const { now } = simulation.clock
        const { was, is } = await backUpAndRestore(simulation)
        for (const one of contentsOf(was)) seen.add(one)
        assert.deepStrictEqual(answersTo(is, now), answersTo(was, now))
        assert.deepStrictEqual(decisionsOn(is, now), decisionsOn(was, now))
        assert.deepStrictEqual(firstUidsOf(is), firstUidsOf(was))
      }),
      { numRuns: 300 },
    )
    t.strictSame([...seen].sort(), everything)
  },
)

t.test('a conference at rest stays at rest after a restore', async t => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(schedules(120), async schedule => {
      const simulation = await playSale(schedule, { calm: true })
      const { is } = await backUpAndRestore(simulation)
      for (const one of contentsOf(is)) seen.add(one)
      const { now } = simulation.clock
      assert.deepStrictEqual(decisionsOn(is, now), [])
      return questionsOf(is).every(question => isAtRest(question, now))
    }),
    { numRuns: 200 },
  )
  t.strictSame([...seen].sort(), everything)
})
