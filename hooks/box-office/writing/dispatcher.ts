import { createFairQueue } from '../collections/fair-queue.ts'
import { type Brake, createBrake } from './brake.ts'

/** A job to send. Its key is unique among the jobs that are on their way. */
export interface Dispatched<Owner> {
  key: string
  owner: Owner
}

export interface DispatcherOptions<Job, Result> {
  /** Sends a job. Never rejects. */
  send(job: Job): Promise<Result>
  isAnswered(result: Result): boolean
  conclude(job: Job, result: Result): void
}

/** Sends jobs of many owners in turn, a bounded number at a time. */
export interface Dispatcher<Owner, Job> {
  push(owner: Owner, jobs: readonly Job[]): void
  /** The job of that key that is on its way. */
  find(key: string): Job | undefined
  /** Drops the jobs that wait, and waits for those on their way, for at most `patienceMs`. */
  stop(patienceMs: number): Promise<void>
}

const parallel = 32
/** An owner whose requests get no answer must leave room for the others. */
const parallelOfOne = 24

export function createDispatcher<Owner extends object, Job extends Dispatched<Owner>, Result>({
  send,
  isAnswered,
  conclude,
}: DispatcherOptions<Job, Result>): Dispatcher<Owner, Job> {
  const queue = createFairQueue<Owner, Job>()
  const underWay = new Map<string, { job: Job; end: Promise<void> }>()
  const brakes = new WeakMap<Owner, Brake>()

  function brakeOf(owner: Owner): Brake {
    const brake = brakes.get(owner) ?? createBrake({ most: parallelOfOne, onOpen: pump })
    brakes.set(owner, brake)
    return brake
  }

  function pump(): void {
    while (underWay.size < parallel) {
      const job = queue.take(owner => brakeOf(owner).isOpen())
      if (job === undefined) return
      brakeOf(job.owner).begin()
      underWay.set(job.key, { job, end: carryOut(job) })
    }
  }

  async function carryOut(job: Job): Promise<void> {
    const result = await send(job)
    underWay.delete(job.key)
    brakeOf(job.owner).end(isAnswered(result))
    conclude(job, result)
    pump()
  }

  return {
    push(owner, jobs) {
      queue.push(owner, jobs)
      pump()
    },
    find: key => underWay.get(key)?.job,
    async stop(patienceMs) {
      queue.clear()
      const { promise: patience, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, patienceMs)
      await Promise.race([patience, Promise.all([...underWay.values()].map(({ end }) => end))])
      clearTimeout(timer)
    },
  }
}
