import { KubeError, type NewEvent, type ObjectKey } from '../../../hooks/kube/api.ts'
import type { CashierApi } from '../../../hooks/kube/cashier-api.ts'
import { callOverNetwork, type Faults } from '../../schedule/faults.ts'
import type { ApiServer } from '../../server/api-server.ts'
import type { Store } from '../../server/store.ts'
import { type KindName, ownerOf, type Stored } from '../../server/stored.ts'
import type { Call, CallBoard } from './calls.ts'

export interface KubeAround {
  name: string
  board: CallBoard
  api: ApiServer
  store: Store
  faults: Faults
  now(): number
  /** The Events of the cluster, by namespace and name. */
  events: Map<string, NewEvent>
}

type Ask = <T>(about: string, signal: AbortSignal, call: () => T) => Promise<T>

/** The API server as one cashier reaches it. Each call is a step of the schedule. */
export function kubeLine(around: KubeAround): CashierApi {
  const { api, store, events } = around
  const ask = asker(around)
  const get = <K extends KindName>(kind: K) => {
    return ({ name }: ObjectKey, signal: AbortSignal) =>
      ask(`read ${kind} ${name}`, signal, () => store.get(kind, name))
  }
  const replaceStatus = <K extends 'Checkout' | 'Refund'>(kind: K) => {
    return (object: Stored & { kind: string }, signal: AbortSignal) => {
      const { name } = object.metadata
      return ask(`write the status of ${kind} ${name}`, signal, () => {
        api.replaceStatus(kind, object as never)
        return api.get(kind, name)
      })
    }
  }
  return {
    getOrder: get('Order'),
    getPayment: get('Payment'),
    getCheckout: get('Checkout'),
    getRefund: get('Refund'),
    getReservation: get('Reservation'),
    getPlan: get('Plan'),
    getSecret: async () => undefined,
    getNamespace: async () => undefined,
    findPayments: (name, signal) =>
      ask(`find payment ${name}`, signal, () => store.list('Payment').filter(({ metadata }) => metadata.name === name)),
    listPayments: ({ uid }, signal) =>
      ask(`list payments of ${uid}`, signal, () => store.list('Payment').filter(one => ownerOf(one) === uid)),
    listRefunds: ({ name }, signal) =>
      ask(`list refunds of ${name}`, signal, () => store.list('Refund').filter(({ spec }) => spec.orderRef === name)),
    createPayment: (payment, signal) =>
      ask(`record ${payment.metadata.name}`, signal, () => void api.create('Payment', payment as never)),
    createRefund: (refund, signal) =>
      ask(`create Refund ${refund.metadata.name}`, signal, () => void api.create('Refund', refund)),
    replaceCheckoutStatus: replaceStatus('Checkout'),
    replaceRefundStatus: replaceStatus('Refund'),
    createEvent: (event, signal) => ask('record an event', signal, () => addEvent(events, event)),
    getEvent: ({ namespace, name }, signal) => ask('read an event', signal, () => events.get(`${namespace}/${name}`)),
  }
}

function asker({ name, board, faults, now }: KubeAround): Ask {
  return <T>(about: string, signal: AbortSignal, call: () => T) =>
    new Promise<T>((resolve, reject) => {
      const fail = () => {
        take()
        reject(new KubeError('aborted', { code: undefined, reason: 'Unreachable' }))
      }
      const pending: Call = {
        about: `${name}: ${about}`,
        askedAt: now(),
        giveUp: fail,
        leave: fail,
        step(choices) {
          take()
          try {
            resolve(callOverNetwork({ choices, faults }, call))
          } catch (error) {
            reject(error)
          }
        },
      }
      let take = () => {}
      if (board.isOver(signal)) return fail()
      take = board.post(pending, signal)
    })
}

/** Adds an Event; its name must be new. */
export function addEvent(events: Map<string, NewEvent>, event: NewEvent): void {
  const key = `${event.metadata.namespace}/${event.metadata.name}`
  if (events.has(key)) throw new KubeError(`event ${key} exists`, { code: 409, reason: 'AlreadyExists' })
  events.set(key, event)
}
