/** A folder of hooks/, what belongs there, and what its files may import. */
export interface Room {
  folder: string
  belongs: string
  /**
   * Beside its own files: folders of hooks/ ("rules", "schema/**" with all below), single files ("rules/currency.ts"), and
   * packages ("fastify", "node:crypto"). "hooks" is everything under hooks/.
   */
  may: readonly string[]
}

/** Every folder of hooks/. Lint allows nothing else, and ARCHITECTURE.md shows this table. */
export const rooms: readonly Room[] = [
  room('hooks', 'the programs and commands: a main each, without a decision', 'hooks pino node:timers/promises'),
  room('hooks/rules', 'money, reservation and time, which the two rooms below share; plain values only', ''),
  room('hooks/rules/box-office', 'what the box office decides on an order', 'rules rules/box-office/**'),
  room('hooks/rules/box-office/hold', 'how a hold begins, grows, ends and is sold', 'rules rules/box-office'),
  room('hooks/rules/box-office/stock', 'what is left to grant: seats and redemptions', 'rules rules/box-office'),
  room('hooks/rules/order', 'what the order hook reports, and which tickets exist', 'rules'),
  room(
    'hooks/schema',
    'the shape of a kind or of the wire, as TypeBox value and inferred type',
    'schema/** rules/currency.ts typebox',
  ),
  room('hooks/schema/crd', 'what CRDs are made of', 'typebox'),
  room(
    'hooks/sync',
    'for one parent kind: what is observed, and the time, to status and children',
    'rules rules/order schema/**',
  ),
  room(
    'hooks/payment',
    'what every gateway has: accounts, callers, the order of a message',
    'schema/** payment/body payment/recording/recorded-order.ts kube/api.ts kube/time-limit.ts',
  ),
  room('hooks/payment/body', 'bytes to fields', 'payment/refusal.ts'),
  room(
    'hooks/payment/recording',
    'a report to at most one Payment',
    'payment rules schema/** kube/api.ts kube/time-limit.ts node:crypto node:timers/promises',
  ),
  room('hooks/payment/paypal', "what both of PayPal's ways share", 'payment payment/body rules schema/**'),
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
    'hooks/admission',
    'a new order, and what it refers to, to whether it is let in',
    'rules/box-office/price.ts schema/** box-office/objects/facts.ts kube/offers.ts',
  ),
  room(
    'hooks/backup',
    'a conference to a backup, and a backup to a conference again',
    'rules/time.ts schema/** sync/order-children.ts kube/api.ts kube/archive.ts typebox node:crypto node:fs/promises node:stream/consumers node:stream/promises node:util',
  ),
  room(
    'hooks/box-office',
    'the program that decides: when, and what becomes of a decision',
    'box-office/** rules/box-office schema/** kube/box-office-api.ts pino node:util',
  ),
  room(
    'hooks/box-office/objects',
    'stored objects to the facts that rules know, and decisions to objects',
    'rules rules/box-office schema/** sync/conditions.ts',
  ),
  room('hooks/box-office/collections', 'heaps, sorted lists and queues', ''),
  room(
    'hooks/box-office/conference',
    'what is known of one conference, and what it decides; pure',
    'box-office/objects box-office/collections rules rules/box-office/** schema/** node:util',
  ),
  room(
    'hooks/box-office/views',
    'lists and watches of the API server, and how far each has come',
    'box-office/clock.ts box-office/registry.ts box-office/conference box-office/leading/old-arbiter.ts rules/box-office/desk.ts schema/** kube/list-watch.ts typebox pino',
  ),
  room(
    'hooks/box-office/leading',
    'which process decides where, by Leases, and when none may',
    'box-office/clock.ts box-office/registry.ts box-office/views/namespaces.ts schema/** kube/api.ts kube/time-limit.ts kube/box-office-api.ts kube/leases.ts pino node:timers/promises',
  ),
  room(
    'hooks/box-office/writing',
    'decisions to requests, and what became of each',
    'box-office/clock.ts box-office/registry.ts box-office/collections box-office/conference box-office/leading/gate.ts box-office/objects box-office/views/object-checks.ts schema/** sync/conditions.ts kube/api.ts kube/time-limit.ts kube/box-office-api.ts pino node:util',
  ),
  room(
    'hooks/hand-back',
    'a reservation to its plan again, for going back to 0.2.0',
    'schema/** backup/each.ts box-office/leading kube/api.ts kube/box-office-api.ts kube/hand-back-api.ts kube/leases.ts node:util',
  ),
  room(
    'hooks/kube',
    'the only code that talks to the API server',
    'schema/** @kubernetes/client-node yaml pino node:fs node:path node:timers/promises',
  ),
  room('hooks/metrics', 'what is counted of calls, callbacks, reviews and plans', 'prom-client'),
  room(
    'hooks/http',
    'what several servers share; with its rooms the only code that knows Fastify',
    'http fastify pino prom-client ajv typebox node:*',
  ),
  room(
    'hooks/http/hooks',
    'the hook server',
    'http sync metrics config/hooks.ts schema/** fastify prom-client typebox node:*',
  ),
  room('hooks/http/payments', 'the payment endpoint', 'http payment/** metrics kube/api.ts fastify prom-client node:*'),
  room(
    'hooks/http/admission',
    'the admission webhook',
    'http admission metrics kube/offers.ts schema/** fastify prom-client node:* kube/api.ts',
  ),
  room(
    'hooks/http/box-office',
    'the box office as a program',
    'http box-office/** config/box-office.ts metrics kube fastify pino prom-client node:*',
  ),
  room('hooks/config', 'environment to values, and the frame of a program', 'payment/** pino node:fs node:net node:os'),
]

function room(folder: string, belongs: string, may: string): Room {
  return { folder, belongs, may: may.split(' ').filter(one => one !== '') }
}
