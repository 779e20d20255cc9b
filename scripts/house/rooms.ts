import { cashierRooms } from './cashier-rooms.ts'
import { reportRooms } from './report-rooms.ts'
import { type Room, room } from './room.ts'
import { shopRooms } from './shop-rooms.ts'
import { shopServerRooms } from './shop-server-rooms.ts'

export type { Room }

/** Every folder of hooks/. Lint allows nothing else, and ARCHITECTURE.md shows this table. */
export const rooms: readonly Room[] = [
  room(
    'hooks',
    'the entry points of the programs and commands; they decide nothing',
    'hooks pino node:timers/promises',
  ),
  room('hooks/rules', 'rules on money, reservations and time that all parts share; plain values only', ''),
  room('hooks/rules/box-office', 'decisions of the box office on one order', 'rules rules/box-office/**'),
  room('hooks/rules/box-office/hold', 'the start, growth, end and sale of a hold', 'rules rules/box-office'),
  room('hooks/rules/box-office/stock', 'free seats and free redemptions', 'rules rules/box-office'),
  room('hooks/rules/order', 'the standing of an order, and its desired tickets', 'rules'),
  room(
    'hooks/rules/cashier',
    'the next step of a payment and of a refund at a gateway, and the refunds that are due',
    'rules rules/order',
  ),
  room(
    'hooks/schema',
    'the shape of a kind or of the wire, as TypeBox value and inferred type',
    'schema/** rules/money.ts typebox',
  ),
  room('hooks/schema/crd', 'building blocks of the CRDs', 'rules/money.ts typebox'),
  room('hooks/schema/order', 'the kind Order', 'schema/crd typebox'),
  room('hooks/schema/offer', 'the kinds on sale: plans, seat pools, coupons', 'schema/crd rules/money.ts typebox'),
  room(
    'hooks/schema/money',
    'the requests of money: attempts to pay, and refunds',
    'schema/crd rules/money.ts typebox',
  ),
  room('hooks/schema/reasons', 'the reasons of statuses and Events, in words', ''),
  room('hooks/sync', 'the conditions of a status, common to both hooks', 'rules schema/**'),
  room(
    'hooks/sync/conference',
    'the conference hook: observed objects and the time in; status and desired children out',
    'sync rules schema/**',
  ),
  room(
    'hooks/sync/order',
    'the order hook: observed objects and the time in; status and desired children out',
    'sync rules rules/order schema/**',
  ),
  room(
    'hooks/payment',
    'parts common to all gateways: accounts, limits per caller, and the Order that a message names',
    'schema/** payment/body payment/recording/recorded-order.ts kube/api.ts kube/time-limit.ts',
  ),
  room('hooks/payment/body', 'parses the bytes of a callback into fields', 'payment/refusal.ts'),
  room(
    'hooks/payment/recording',
    'records the report of a gateway as one Payment, or rejects it',
    'payment rules schema/** kube/api.ts kube/time-limit.ts node:crypto node:timers/promises',
  ),
  room('hooks/payment/paypal', "code that IPN and PayPal's webhooks share", 'payment payment/body rules schema/**'),
  room(
    'hooks/payment/paypal/ipn',
    'Instant Payment Notifications',
    'payment payment/body rules schema/** kube/api.ts kube/time-limit.ts payment/paypal payment/recording/payment-name.ts node:crypto',
  ),
  room(
    'hooks/payment/paypal/webhooks',
    'webhook events (REST)',
    'payment payment/body rules schema/** kube/api.ts kube/time-limit.ts payment/paypal node:crypto node:zlib',
  ),
  room(
    'hooks/payment/stripe',
    "Stripe's webhook events",
    'payment payment/body rules schema/** kube/api.ts kube/time-limit.ts node:crypto',
  ),
  room(
    'hooks/gateway',
    "clients of the gateways' APIs: addresses, calls, failures and limits that all gateways share",
    'schema/payment.ts rules/money.ts payment/refusal.ts payment/body payment/paypal/concurrency.ts payment/stripe/amount.ts config/loopback.ts kube/time-limit.ts',
  ),
  room(
    'hooks/gateway/stripe',
    'Checkout Sessions and refunds of Stripe',
    'gateway schema/payment.ts rules payment/payment-report.ts payment/body payment/stripe',
  ),
  room(
    'hooks/gateway/paypal',
    'orders, captures and refunds of PayPal',
    'gateway schema/payment.ts rules payment/refusal.ts payment/body payment/paypal/webhooks',
  ),
  room(
    'hooks/admission',
    'reviews a new order against its plan and coupon; accepts or refuses it',
    'rules/box-office/price.ts rules/reservation.ts schema/** box-office/objects/facts.ts kube/api.ts',
  ),
  room(
    'hooks/backup',
    'backs up a conference; reads backups and the command line',
    'backup/restore rules/time.ts schema/** kube/api.ts kube/archive.ts typebox node:crypto node:fs/promises node:stream/consumers node:stream/promises node:util',
  ),
  room(
    'hooks/backup/restore',
    'recreates a conference from its backup',
    'backup rules/time.ts schema/** sync/order/children.ts kube/api.ts kube/archive.ts',
  ),
  room(
    'hooks/box-office',
    'the box office program: schedules decisions and follows up their results',
    'box-office/** rules/box-office schema/** kube/box-office-api.ts pino',
  ),
  room(
    'hooks/box-office/explain',
    'explains the decision on one order from live objects',
    'box-office/conference box-office/leading/old-arbiter.ts box-office/objects box-office/views rules/box-office schema/** kube/box-office-api.ts node:util',
  ),
  room(
    'hooks/box-office/objects',
    'converts stored objects to the facts of the rules, and decisions to objects',
    'rules rules/box-office schema/** sync/conditions.ts',
  ),
  room('hooks/box-office/collections', 'heaps, sorted lists and queues', ''),
  room(
    'hooks/box-office/conference',
    'the state of one conference in memory, and the decisions on it; pure',
    'box-office/conference/** box-office/objects rules rules/box-office/** schema/** box-office/collections',
  ),
  room(
    'hooks/box-office/conference/case-file',
    'everything known of one order and its reservation, and the events that it waits for',
    'box-office/objects rules rules/box-office/** schema/** node:util',
  ),
  room(
    'hooks/box-office/conference/records',
    'everything known of a conference, with the consequences for later decisions',
    'box-office/conference/case-file box-office/collections box-office/objects rules rules/box-office/** schema/**',
  ),
  room(
    'hooks/box-office/views',
    'lists and watches of the API server, and the progress of each watch',
    'box-office/clock.ts box-office/registry.ts box-office/conference box-office/leading/old-arbiter.ts rules/box-office/desk.ts schema/** kube/watch/list-watch.ts typebox pino',
  ),
  room(
    'hooks/box-office/leading',
    'leadership by Leases: which process may decide for each conference, and when none may',
    'box-office/clock.ts box-office/registry.ts box-office/views/namespaces.ts schema/** kube/api.ts kube/time-limit.ts kube/box-office-api.ts kube/leases.ts pino node:timers/promises',
  ),
  room(
    'hooks/box-office/writing',
    'writes decisions to the API server, and handles the result of each write',
    'box-office/clock.ts box-office/registry.ts box-office/collections box-office/conference box-office/leading/gate.ts box-office/objects box-office/views/object-checks.ts schema/** sync/conditions.ts kube/api.ts kube/time-limit.ts kube/box-office-api.ts pino node:util',
  ),
  room(
    'hooks/hand-back',
    'gives reservations back to their plans, before a return to 0.2.0',
    'schema/** backup/each.ts box-office/leading kube/api.ts kube/box-office-api.ts kube/hand-back-api.ts kube/leases.ts node:util',
  ),
  room(
    'hooks/kube',
    'the only code that talks to the API server',
    'schema/** @kubernetes/client-node yaml node:fs node:path kube/watch',
  ),
  room(
    'hooks/kube/watch',
    'lists and watches, and the one watch of orders that all callbacks share',
    'schema/** kube/api.ts kube/path.ts kube/request.ts @kubernetes/client-node pino node:events node:timers/promises',
  ),
  ...cashierRooms,
  ...reportRooms,
  ...shopRooms,
  ...shopServerRooms,
  room('hooks/metrics', 'metrics of calls, callbacks, reviews and plans', 'prom-client'),
  room(
    'hooks/http',
    'code that several servers share; only this folder and its subfolders use Fastify',
    'http fastify pino prom-client ajv typebox node:*',
  ),
  room(
    'hooks/http/hooks',
    'the hook server',
    'http sync/** metrics config/hooks.ts schema/** fastify prom-client typebox node:*',
  ),
  room('hooks/http/payments', 'the payment endpoint', 'http payment/** metrics kube/api.ts fastify prom-client node:*'),
  room(
    'hooks/http/admission',
    'the admission webhook',
    'http admission metrics schema/** fastify prom-client node:* kube/api.ts',
  ),
  room(
    'hooks/http/box-office',
    'the box office as a program',
    'http box-office/** config/box-office.ts metrics kube kube/watch/list-watch.ts pino',
  ),
  room(
    'hooks/config',
    'reads the environment into checked values; starts and stops a program',
    'payment/** pino node:fs node:net node:os',
  ),
]
