import { createNamespaces } from '../../box-office/views/namespaces.ts'
import type { ObjectSink } from '../../box-office/views/object-stream.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import type { AwaitedOrder } from '../tools.ts'
import { createMoneyView, type MoneyViewOptions, type OpenObjects } from './money-view.ts'
import { createOrderView } from './order-view.ts'

/** Everything that the cashier watches. */
export interface Views {
  /** By the path of the list. */
  sinks: Readonly<Record<string, ObjectSink>>
  closedReason(namespace: string): string | undefined
  isRestoring(namespace: string): boolean
  isAwaited(order: AwaitedOrder, now: number): boolean
  openObjects(): OpenObjects[]
}

/** Creates the views. When a namespace opens again, its checkouts and refunds are visited: until then they were left alone. */
export function createViews(options: MoneyViewOptions): Views {
  const namespaces = createNamespaces()
  const money = createMoneyView(options)
  const orders = createOrderView(options)
  const path = (plural: string) => `/apis/${apiVersion}/${plural}`

  function see(name: string, object: object | undefined): void {
    const wasClosed = namespaces.closedReason(name) !== undefined
    namespaces.see(name, object)
    const isOpening = wasClosed && namespaces.closedReason(name) === undefined
    for (const visit of isOpening ? money.namesIn(name) : []) options.wake(visit)
  }

  return {
    sinks: {
      '/api/v1/namespaces': {
        onObject: ({ name }, object) => see(name, object),
        onDelete: ({ name }) => see(name, undefined),
        onUnnamed() {},
      },
      [path('plans')]: orders.plans,
      [path('orders')]: orders.orders,
      [path('refunds')]: money.refunds,
      [path('checkouts')]: money.checkouts,
    },
    closedReason: namespaces.closedReason,
    isRestoring: namespaces.isRestoring,
    isAwaited: orders.isAwaited,
    openObjects: money.openObjects,
  }
}
