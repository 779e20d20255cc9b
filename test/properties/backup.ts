import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { sealBackup } from '../../hooks/backup/backup-file.ts'
import { readBackup } from '../../hooks/backup/read-backup.ts'
import { convertBackup } from '../../hooks/backup/restore/convert-backup.ts'
import { restoreBackup } from '../../hooks/backup/restore/restore-backup.ts'
import { takeBackup } from '../../hooks/backup/take-backup.ts'
import { Conference, type Sight } from '../../hooks/box-office/conference/conference.ts'
import { timestamp } from '../../hooks/rules/time.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { PutOffError } from '../../hooks/sync/put-off.ts'
import { choicesFrom } from '../../simulation/choices.ts'
import { schedules } from '../../simulation/schedule.ts'
import { archivedOf, type Question, questionsOf } from '../../simulation/server/archived.ts'
import type { Answer } from '../../simulation/server/controllers.ts'
import { createSimulation, type Simulation } from '../../simulation/simulation.ts'
import { calmDown } from '../../simulation/steps/calm.ts'
import { takeStep } from '../../simulation/steps/steps.ts'
import { lastingOf, ownersOf } from '../fixtures/lasting.ts'
import { createMemoryArchive } from '../fixtures/memory-archive.ts'
import { fc } from '../fixtures/properties.ts'

/** A conference in the middle of a sale, with engines that crash and everything else that goes wrong, or after it. */
async function soldBy([world = 0, ...steps]: readonly number[], { calm = false } = {}): Promise<Simulation> {
  const simulation = createSimulation(choicesFrom(world), () => undefined)
  try {
    for (const number of steps) await takeStep(simulation, number)
    if (calm) await calmDown(simulation)
  } finally {
    simulation.endpoint.stop()
  }
  return simulation
}

/** What is in the backup of a conference, as this version stores it, and what is stored when that is restored an hour later. */
async function backedUp(simulation: Simulation): Promise<{ was: ArchivedObject[]; is: ArchivedObject[] }> {
  const { now } = simulation.clock
  const [before, after] = [createMemoryArchive(), createMemoryArchive({ now: now + 3_600_000 })]
  for (const object of archivedOf(simulation)) before.put(object)
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

/** What is restored is younger than it was: that says only how long an answer may be put off, so here all is new. */
function asNew<T extends Question['parent']>(object: T, now: number): T {
  return { ...object, metadata: { ...object.metadata, creationTimestamp: timestamp(now) } }
}

const seenByTheBoxOffice: readonly string[] = [
  'Plan',
  'Coupon',
  'Order',
  'Payment',
  'Reservation',
] satisfies Sight['kind'][]
/** Further than any resourceVersion: the watches have shown everything. */
const everyVersion = 1_000_000_000n

/** The box office of a conference that has seen all that is stored. */
function boxOfficeOf(objects: readonly ArchivedObject[], now: number): Conference {
  const boxOffice = new Conference({
    reached: () => ({ orders: 1_000_000n, reservations: everyVersion, coupons: everyVersion }),
  })
  for (const object of objects.filter(({ kind }) => seenByTheBoxOffice.includes(kind))) {
    const { name, resourceVersion = '0' } = object.metadata
    boxOffice.see({ kind: object.kind, name, object, version: BigInt(resourceVersion) } as unknown as Sight, now)
  }
  return boxOffice
}

/** What the box office would decide about every order, without what is given or counted anew. */
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
 * What is answered to everything, without what is given or counted anew. The order of children says nothing; tickets
 * without a seat are named after the uid of their order.
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

/** Whether an answer says what is there already, to the last generation. */
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

/** Which decisions there were, and whether there were tickets: a property over conferences without them would say little. */
function seenIn(objects: readonly ArchivedObject[]): string[] {
  const decisions = objects.flatMap(({ kind, spec }) => (kind === 'Reservation' ? String(spec?.['decision']) : []))
  return objects.some(({ kind }) => kind === 'Ticket') ? [...decisions, 'ticketed'] : decisions
}

const everything = ['Held', 'Refused', 'Released', 'Sold', 'Waitlisted', 'ticketed']

t.test('at any moment, what is decided after a restore is what would have been decided without it', async t => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(schedules(120), async schedule => {
      const simulation = await soldBy(schedule)
      const { now } = simulation.clock
      const { was, is } = await backedUp(simulation)
      for (const one of seenIn(was)) seen.add(one)
      assert.deepStrictEqual(answersTo(is, now), answersTo(was, now))
      assert.deepStrictEqual(decisionsOn(is, now), decisionsOn(was, now))
    }),
    { numRuns: 300 },
  )
  t.strictSame([...seen].sort(), everything)
})

t.test('a conference that is at rest is at rest after a restore', async t => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(schedules(120), async schedule => {
      const simulation = await soldBy(schedule, { calm: true })
      const { is } = await backedUp(simulation)
      for (const one of seenIn(is)) seen.add(one)
      const { now } = simulation.clock
      assert.deepStrictEqual(decisionsOn(is, now), [])
      return questionsOf(is).every(question => isAtRest(question, now))
    }),
    { numRuns: 200 },
  )
  t.strictSame([...seen].sort(), everything)
})
