import { setImmediate } from 'node:timers/promises'
import { KubeError, type NewEvent, type ObjectKey } from '../../hooks/kube/api.ts'
import type { PaymentReport } from '../../hooks/payment/payment-report.ts'
import { type Acceptance, acceptPayment, type RecordingApi } from '../../hooks/payment/recording/accept-payment.ts'
import { Refusal } from '../../hooks/payment/refusal.ts'
import type { Choices } from '../schedule/choices.ts'
import { callOverNetwork, type Faults } from '../schedule/faults.ts'
import type { ApiServer } from '../server/api-server.ts'
import type { Store } from '../server/store.ts'
import { addEvent } from '../till/cashier/kube-line.ts'

/** The payment endpoint gives up a callback this long after its arrival, in milliseconds. */
const patienceMs = 20_000

/** One error for all calls: a new one for each call would cost a stack. */
const deadlineError = new Error('The time is over')

/** The result of a callback for the gateway. */
export type Outcome = { acceptance: Acceptance } | { refusal: Refusal } | { defect: unknown }

/** The replicas of the payment endpoint. They run the real acceptPayment, and each of its calls is a step of the schedule. */
export interface Endpoint {
  post(report: PaymentReport, options: { replica: number; onEnd(outcome: Outcome | undefined): void }): Promise<void>
  /** The calls to the API server that wait for a reply, each in words. */
  pendingCalls(): string[]
  /** Replies to the call with this index. */
  answer(index: number, choices: Choices): Promise<void>
  /** Aborts callbacks that take too long. */
  expire(): Promise<void>
  /** Stops one replica in the middle of its work; the gateways get no reply. */
  crash(replica: number): void
  /** Stops all replicas. */
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
  onEnd(outcome: Outcome | undefined): void
}

interface Around {
  api: ApiServer
  store: Store
  faults: Faults
  now(): number
  skewsMs: readonly number[]
  /** The Events of the cluster, by namespace and name. */
  events: Map<string, NewEvent>
}

export function createEndpoint(around: Around): Endpoint {
  const calls = new Set<Call>()
  const tasks = new Set<Task>()
  const end = (task: Task, outcome: Outcome | undefined) => {
    if (tasks.delete(task)) task.onEnd(outcome)
  }
  // Their replies reach nobody, but aborting them ends their timers.
  const forget = (isMeant: (task: Task) => boolean) => {
    const meant = [...tasks].filter(isMeant)
    for (const task of meant) end(task, undefined)
    for (const call of calls) if (isMeant(call.task)) calls.delete(call)
    for (const task of meant) task.deadline.abort(deadlineError)
  }
  return {
    async post(report, { replica, onEnd }) {
      const task = { replica, arrivedAt: around.now(), deadline: new AbortController(), onEnd }
      tasks.add(task)
      const receivedAt = around.now() + (around.skewsMs[replica] ?? 0)
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
    pendingCalls: () => [...calls].map(({ about }) => about),
    async answer(index, choices) {
      const call = [...calls][index]
      if (call === undefined) return
      calls.delete(call)
      call.answer(choices)
      await setImmediate()
    },
    async expire() {
      for (const task of tasks) {
        if (task.arrivedAt + patienceMs >= around.now()) continue
        around.faults['endpoint deadlines'] += 1
        task.deadline.abort(deadlineError)
      }
      await setImmediate()
    },
    crash: replica => forget(task => task.replica === replica),
    stop: () => forget(() => true),
  }
}

function kubeOf(task: Task, calls: Set<Call>, { api, store, faults, events }: Around): RecordingApi {
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
            resolve(reliable ? call() : callOverNetwork({ choices, faults }, call))
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
    createEvent: (event, signal) => ask('record an event', signal, () => addEvent(events, event)),
    listTickets: ({ name }, signal) =>
      ask(`list tickets of ${name}`, signal, () => store.list('Ticket').filter(({ spec }) => spec.orderRef === name)),
    // The simulation has one conference, so its payments are those of the installation.
    findPayments: (name, signal) =>
      ask(`find payment ${name}`, signal, () => {
        const payment = store.get('Payment', name)
        return payment === undefined ? [] : [payment]
      }),
    getEvent: (key, signal) => ask('read an event', signal, () => events.get(eventKey(key))),
    async *watchOrder({ name, resourceVersion }, signal) {
      for (let seen = Number(resourceVersion); ; ) {
        const newer = () => store.log('Order').find(change => change.name === name && change.revision > seen)
        const change = await ask(`watch order ${name}`, signal, newer, true)
        // No further change happens in time, so the last seen version decides.
        if (change === undefined) return task.deadline.abort(deadlineError)
        seen = change.revision
        yield change.after as never
      }
    },
  }
}

function eventKey({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`
}
