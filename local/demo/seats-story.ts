import { delayedStep, paymentStep, type Section, shownStep, statusCondition } from './story.ts'

const orders = 'kubectl get orders -n workshop -o wide'
const plan = 'kubectl get plan -n workshop -o wide'
const tickets = 'kubectl get tickets -n workshop'

const inWorkshop = '-n workshop'

/** A row of the wide plan table: held, sold, waiting, left. */
function saleRow(...counts: [number, number, number, number]): RegExp {
  return new RegExp(
    `^NAME +TITLE +ACTIVE +PRICE +HELD +SOLD +WAITING +LEFT +POOL +SALES END +REFUNDS +AGE\\nhands-on .* 49 +${counts.join(' +')} +\\w+ *\\n?$`,
  )
}

export const seats: Section = {
  title: '9. Seats',
  says: 'A plan with a capacity holds seats for a while. An order that does not fit joins the waitlist, and gets seats once they are free.',
  steps: [
    shownStep('kubectl apply -f examples/workshop/1-conference.yaml', /workshop created/),
    delayedStep(
      '--for=condition=Ready conference/workshop',
      shownStep('kubectl apply -f examples/workshop/2-plan.yaml', /hands-on created/),
    ),
    shownStep(
      'kubectl apply -f examples/workshop/3-orders.yaml',
      /order-1 created/,
      /order-2 created/,
      /order-3 created/,
    ),
    delayedStep(
      `${statusCondition(`order/order-1 order/order-3 ${inWorkshop}`, 'reason=AwaitingPayment')} && kubectl wait --timeout=60s ${statusCondition(`order/order-2 ${inWorkshop}`, 'reason=Waitlisted')}`,
      shownStep(
        orders,
        /^order-1 .* AwaitingPayment +98\.00 +0\.00 +20.*Z/m,
        /^order-2 .* Waitlisted +98\.00/m,
        /^order-3 .* AwaitingPayment +49\.00/m,
      ),
    ),
    delayedStep(statusCondition(`plan/hands-on ${inWorkshop}`, 'held=3'), shownStep(plan, saleRow(3, 0, 2, 0))),
    paymentStep(
      { order: 'order-3', namespace: 'workshop', gross: '49.00' },
      /^\{"order":"order-3","payment":"CONFIRMED","tickets":1\}/,
    ),
    shownStep(tickets, /^NAME.*\nhands-on-0000003 +order-3 *\n?$/),
    shownStep(`kubectl patch order order-1 -n workshop --type merge -p '{"spec":{"cancelled":true}}'`, /patched/),
    delayedStep(
      statusCondition(`order/order-2 ${inWorkshop}`, 'reason=AwaitingPayment'),
      shownStep(orders, /^order-1 .* REJECTED .* Cancelled/m, /^order-2 .* AwaitingPayment +98\.00/m),
    ),
    paymentStep(
      { order: 'order-2', namespace: 'workshop', gross: '98.00' },
      /^\{"order":"order-2","payment":"CONFIRMED","tickets":2\}/,
    ),
    shownStep(
      tickets,
      /^NAME.*\nhands-on-0000001 +order-2 *\nhands-on-0000002 +order-2 *\nhands-on-0000003 +order-3 *\n?$/,
    ),
    delayedStep(statusCondition(`plan/hands-on ${inWorkshop}`, 'sold=3'), shownStep(plan, saleRow(0, 3, 0, 0))),
  ],
}
