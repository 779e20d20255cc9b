import { after, paid, type Section, shows } from './story.ts'

const orders = 'kubectl get orders -n workshop -o wide'
const plan = 'kubectl get plan -n workshop -o wide'
const tickets = 'kubectl get tickets -n workshop'

/** `kubectl wait` until an object of the workshop has so much of its status. */
function has(object: string, field: string, value: string | number): string {
  return `--for=jsonpath='{.status.${field}}'=${value} ${object} -n workshop`
}

/** A row of the wide plan table: held, sold, waiting, left. */
function sale(...counts: [number, number, number, number]): RegExp {
  return new RegExp(
    `^NAME +TITLE +ACTIVE +PRICE +HELD +SOLD +WAITING +LEFT\\nhands-on .* 49 +${counts.join(' +')} *\\n?$`,
  )
}

export const seats: Section = {
  title: '9. Seats',
  says: 'A plan with a capacity holds seats for a while. An order that does not fit joins the waitlist, and gets seats once they are free.',
  steps: [
    shows('kubectl apply -f examples/workshop.yaml', /workshop created/),
    after(
      '--for=condition=Ready conference/workshop',
      shows('kubectl apply -f examples/workshop-plan.yaml', /hands-on created/),
    ),
    shows('kubectl apply -f examples/workshop-orders.yaml', /order-1 created/, /order-2 created/, /order-3 created/),
    after(
      `${has('order/order-1 order/order-3', 'reason', 'AwaitingPayment')} && kubectl wait --timeout=60s ${has('order/order-2', 'reason', 'Waitlisted')}`,
      shows(
        orders,
        /^order-1 .* AwaitingPayment +98\.00 +0\.00 +20.*Z/m,
        /^order-2 .* Waitlisted +98\.00/m,
        /^order-3 .* AwaitingPayment +49\.00/m,
      ),
    ),
    after(has('plan/hands-on', 'held', 3), shows(plan, sale(3, 0, 2, 0))),
    paid(
      { order: 'order-3', namespace: 'workshop', gross: '49.00' },
      /^\{"order":"order-3","payment":"CONFIRMED","tickets":1\}/,
    ),
    shows(tickets, /^NAME.*\nhands-on-0000003 +order-3 *\n?$/),
    shows(`kubectl patch order order-1 -n workshop --type merge -p '{"spec":{"cancelled":true}}'`, /patched/),
    after(
      has('order/order-2', 'reason', 'AwaitingPayment'),
      shows(orders, /^order-1 .* REJECTED .* Cancelled/m, /^order-2 .* AwaitingPayment +98\.00/m),
    ),
    paid(
      { order: 'order-2', namespace: 'workshop', gross: '98.00' },
      /^\{"order":"order-2","payment":"CONFIRMED","tickets":2\}/,
    ),
    shows(
      tickets,
      /^NAME.*\nhands-on-0000001 +order-2 *\nhands-on-0000002 +order-2 *\nhands-on-0000003 +order-3 *\n?$/,
    ),
    after(has('plan/hands-on', 'sold', 3), shows(plan, sale(0, 3, 0, 0))),
  ],
}
