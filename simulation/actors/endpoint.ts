import { setImmediate } from 'node:timers/promises'
import { KubeError } from '../../hooks/kube/api.ts'
import type { PaymentReport } from '../../hooks/payment/payment-report.ts'
import { type Acceptance, acceptPayment, type RecordingApi } from '../../hooks/payment/recording/accept-payment.ts'
import { Refusal } from '../../hooks/payment/refusal.ts'
import type { Choices } from '../choices.ts'
import { callOver, type Faults } from '../faults.ts'
import type { ApiServer } from '../server/api-server.ts'
import type { Store } from '../server/store.ts'

/** The payment endpoint gives up a callback that long after its arrival, in milliseconds. */
const patience = 20_000

/** Made once: a reason that is made for each call costs a stack. */
const over = new Error('The time is over')

/** How a callback ended for the gateway. */
export type Outcome = { acceptance: Acceptance } | { refusal: Refusal } | { defect: unknown }

/** The replicas of the payment endpoint: the real acceptPayment, whose calls are steps of the schedule. */
export interface Endpoint {
  post(report: PaymentReport, options: { replica: number; ended(outcome: Outcome | undefined): void }): Promise<void>
  /** What the API server is being asked. */
  pending(): string[]
  /** Answers one of the calls. */
  answer(index: number, choices: Choices): Promise<void>
  /** Ends what takes too long. */
  expire(): Promise<void>
  /** One replica ends, whatever it was doing; the gateways hear nothing. */
  crash(replica: number): void
  /** Ends whatever is under way. */
  stop(): void
}

interface Call {
  task: Task
  about: string
  answer(choices: Choices): void
}

interface Task {
  replica: number
  arrivedAt: number
  deadline: AbortController
  ended(outcome: Outcome | undefined): void
}

interface Around {
  api: ApiServer
  store: Store
  faults: Faults
  now(): number
  skews: readonly number[]
}

export function createEndpoint(around: Around): Endpoint {
  const calls = new Set<Call>()
  const tasks = new Set<Task>()
  const end = (task: Task, outcome: Outcome | undefined) => {
    if (tasks.delete(task)) task.ended(outcome)
  }
  // Nobody hears of them any more, but their timers end.
  const forget = (isMeant: (task: Task) => boolean) => {
    const meant = [...tasks].filter(isMeant)
    for (const task of meant) end(task, undefined)
    for (const call of calls) if (isMeant(call.task)) calls.delete(call)
    for (const task of meant) task.deadline.abort(over)
  }
  return {
    async post(report, { replica, ended }) {
      const task = { replica, arrivedAt: around.now(), deadline: new AbortController(), ended }
      tasks.add(task)
      const receivedAt = around.now() + (around.skews[replica] ?? 0)
      const timesMs = { settle: 600_000, pause: 0 }
      const [instance, home] = [`replica-${replica}`, 'kconference-system']
      const { signal: deadline } = task.deadline
      const kube = kubeOf(task, calls, around)
      acceptPayment(kube, { report, receivedAt, deadline, timesMs, instance, home }).then(
        acceptance => end(task, { acceptance }),
        (error: unknown) => end(task, error instanceof Refusal ? { refusal: error } : { defect: error }),
      )
      await setImmediate()
    },
    pending: () => [...calls].map(({ about }) => about),
    async answer(index, choices) {
      const call = [...calls][index]
      if (call === undefined) return
      calls.delete(call)
      call.answer(choices)
      await setImmediate()
    },
    async expire() {
      for (const task of tasks) {
        if (task.arrivedAt + patience >= around.now()) continue
        around.faults['endpoint deadlines'] += 1
        task.deadline.abort(over)
      }
      await setImmediate()
    },
    crash: replica => forget(task => task.replica === replica),
    stop: () => forget(() => true),
  }
}

function kubeOf(task: Task, calls: Set<Call>, { api, store, faults }: Around): RecordingApi {
  const ask = <T>(about: string, signal: AbortSignal, call: () => T, reliable = false) =>
    new Promise<T>((resolve, reject) => {
      const abort = () => {
        calls.delete(pending)
        reject(new KubeError('aborted', { code: undefined, reason: 'Unreachable' }))
      }
      const pending = {
        task,
        about: `replica ${task.replica}: ${about}`,
        answer(choices: Choices) {
          signal.removeEventListener('abort', abort)
          try {
            resolve(reliable ? call() : callOver({ choices, faults }, call))
          } catch (error) {
            reject(error)
          }
        },
      }
      if (signal.aborted) return abort()
      signal.addEventListener('abort', abort, { once: true })
      calls.add(pending)
    })
  return {
    getOrder: ({ name }, signal) => ask(`read order ${name}`, signal, () => store.get('Order', name)),
    getPayment: ({ name }, signal) => ask(`read payment ${name}`, signal, () => store.get('Payment', name)),
    createPayment: (payment, signal) =>
      ask(`record ${payment.metadata.name}`, signal, () => void api.create('Payment', payment as never)),
    createEvent: (_, signal) => ask('record an event', signal, () => undefined),
    listTickets: ({ name }, signal) =>
      ask(`list tickets of ${name}`, signal, () => store.list('Ticket').filter(({ spec }) => spec.orderRef === name)),
    // Every report names its conference, so nobody looks for it in another one.
    findPayments: () => Promise.reject(new TypeError('Cannot look for a payment of another conference')),
    getEvent: () => Promise.reject(new TypeError('Cannot read an event: nothing is claimed')),
    async *watchOrder({ name, resourceVersion }, signal) {
      for (let seen = Number(resourceVersion); ; ) {
        const newer = () => store.log('Order').find(change => change.name === name && change.revision > seen)
        const change = await ask(`watch order ${name}`, signal, newer, true)
        // Nothing more happens in time: the answer is what was seen last.
        if (change === undefined) return task.deadline.abort(over)
        seen = change.revision
        yield change.after as never
      }
    },
  }
}
