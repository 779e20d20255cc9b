import { type Room, room } from './room.ts'

/** The folders of the cashier. */
export const cashierRooms: readonly Room[] = [
  room(
    'hooks/cashier',
    'the cashier program: schedules a visit to each object, and reads live objects before it moves money',
    'cashier/** rules rules/cashier schema/** gateway payment/refusal.ts payment/recording box-office/collections box-office/objects/facts.ts kube/api.ts kube/cashier-api.ts kube/time-limit.ts',
  ),
  room(
    'hooks/cashier/views',
    'the watches of the cashier: the objects to visit, the orders that wait for money or have a refund due',
    'cashier rules schema/** box-office/views/namespaces.ts box-office/views/object-stream.ts kube/api.ts kube/watch/list-watch.ts',
  ),
  room(
    'hooks/cashier/accounts',
    'the API keys of each conference, and the clients of its gateways',
    'gateway gateway/stripe gateway/paypal payment/newest-entries.ts kube/api.ts',
  ),
  room(
    'hooks/cashier/checkouts',
    'attempts to pay: opens them at the gateway, takes the money, ends them',
    'cashier rules rules/cashier schema/** gateway kube/api.ts node:util',
  ),
  room(
    'hooks/cashier/refunds',
    'refunds: sends each once, follows its result, creates those that are due',
    'cashier rules rules/cashier schema/** gateway kube/api.ts kube/cashier-api.ts node:util',
  ),
  room(
    'hooks/http/cashier',
    'the cashier as a program',
    'http cashier/** config/cashier.ts gateway/addresses.ts metrics kube kube/watch/list-watch.ts pino',
  ),
]
