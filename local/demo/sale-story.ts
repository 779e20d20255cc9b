import { delayedStep, paymentStep, type Section, shownStep, statusCondition } from './story.ts'

const inConference = '-n cloudconf2020'
const noTickets = /^No resources found in cloudconf2020 namespace\.\n?$/

export const waiting: Section = {
  title: '3. An order waits for its payment',
  says: 'The buyer states the price. The box office holds the ticket, which is created once the order is paid.',
  steps: [
    shownStep('kubectl apply -f examples/cloudconf2020-order-1.yaml', /order-1 created/),
    delayedStep(
      statusCondition(`order/order-1 ${inConference}`, 'reason=AwaitingPayment'),
      shownStep(
        `kubectl get orders ${inConference}`,
        /^NAME +PLAN +COUPON +STATUS +CURRENT +DESIRED +PRICE +DATE\norder-1 +super-early-bird +PENDING +0 +1 +29\.9 +\d+y\d*d?\n?$/,
      ),
    ),
    shownStep(`kubectl get tickets ${inConference}`, noTickets),
  ],
}

const meetupTicket = /^NAME +ORDER +FIRSTNAME +LASTNAME\norder-1-[1-9]\d{6} +order-1 *\n?$/

export const free: Section = {
  title: '4. A free event needs no payment',
  says: 'A free order is confirmed at once, and can be scaled like a Deployment. The first ticket stays.',
  steps: [
    shownStep('kubectl apply -f examples/meetup.yaml', /meetup created/),
    delayedStep(
      '--for=condition=Ready conference/meetup',
      shownStep('kubectl apply -f examples/meetup-plan.yaml', /free-plan created/),
    ),
    shownStep('kubectl apply -f examples/meetup-order.yaml', /order-1 created/),
    delayedStep(
      statusCondition('order/order-1 -n meetup', 'quantity=1'),
      shownStep('kubectl get tickets -n meetup', meetupTicket),
    ),
    shownStep('kubectl scale order --replicas=6 --namespace meetup order-1', /order-1 scaled/),
    delayedStep(
      statusCondition('order/order-1 -n meetup', 'quantity=6'),
      shownStep(
        'kubectl get tickets -n meetup',
        /^NAME +ORDER +FIRSTNAME +LASTNAME\n(order-1-[1-9]\d{6} +order-1 *\n?){6}$/,
      ),
    ),
  ],
}

export const payment: Section = {
  title: '5. The gateway reports a payment',
  says: 'The payment is recorded, the order is confirmed, and its ticket is created. Behind an ingress the port is 80.',
  steps: [
    paymentStep(
      { order: 'order-1', namespace: 'cloudconf2020', gross: '29.90' },
      /^\{"order":"order-1","payment":"CONFIRMED","tickets":1\}/,
    ),
    shownStep(`kubectl describe order order-1 ${inConference}`, /Reserved/, /PaymentConfirmed/, /Payment: +CONFIRMED/),
    shownStep(`kubectl get orders ${inConference}`, /^order-1 +super-early-bird +CONFIRMED +1 +1 +29\.9 /m),
    shownStep(
      `kubectl get tickets ${inConference}`,
      /^NAME +ORDER +FIRSTNAME +LASTNAME\norder-1-[1-9]\d{6} +order-1 *\n?$/,
    ),
  ],
}

export const coupon: Section = {
  title: '6. A coupon',
  says: 'A coupon takes an amount off the price of each ticket. An order with a wrong price is refused, with the right price in the message.',
  steps: [
    shownStep('kubectl apply -f examples/cloudconf2020-coupon-1.yaml', /discount-10 created/),
    shownStep('kubectl apply -f examples/cloudconf2020-order-2.yaml', /order-2 created/),
    delayedStep(
      statusCondition(`order/order-2 ${inConference}`, 'reason=AwaitingPayment'),
      shownStep(
        `kubectl get order order-2 -o wide ${inConference}`,
        /^order-2 +super-early-bird +discount-10 +PENDING +0 +4 +19\.9 .*AwaitingPayment +79\.60 +0\.00 /m,
      ),
    ),
    paymentStep(
      { order: 'order-2', namespace: 'cloudconf2020', gross: '79.60' },
      /^\{"order":"order-2","payment":"CONFIRMED","tickets":4\}/,
    ),
    shownStep(
      `kubectl get tickets ${inConference}`,
      /^NAME.*\norder-1-[1-9]\d{6} +order-1 *\n(order-2-[1-9]\d{6} +order-2 *\n?){4}$/,
    ),
    shownStep('kubectl apply -f examples/cloudconf2020-order-wrong-price.yaml', /order-wrong-price created/),
    delayedStep(
      statusCondition(`order/order-wrong-price ${inConference}`, 'payment=REJECTED'),
      shownStep(
        `kubectl get order order-wrong-price -o jsonpath='{.status.message}' ${inConference}`,
        /It should be: 19\.90$/,
      ),
    ),
    shownStep('kubectl apply -f examples/cloudconf2020-coupon-speaker.yaml', /speaker created/),
    shownStep('kubectl apply -f examples/cloudconf2020-order-speaker.yaml', /order-speaker created/),
    delayedStep(
      statusCondition(`order/order-speaker ${inConference}`, 'quantity=1'),
      shownStep(
        `kubectl get order order-speaker ${inConference}`,
        /^order-speaker +super-early-bird +speaker +CONFIRMED +1 +1 +0 /m,
      ),
    ),
    shownStep(
      `kubectl delete ${inConference} order/order-wrong-price order/order-speaker coupon/speaker`,
      /"order-speaker" deleted/,
    ),
  ],
}
