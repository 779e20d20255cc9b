import { delayedStep, paymentStep, type Section, shownStep, statusCondition } from './story.ts'

const inDevdays = '-n devdays'
const orders = `kubectl get orders ${inDevdays} -o wide`
const tickets = `kubectl get tickets ${inDevdays}`
const overEarly = '{"spec":{"salesEnd":"2020-01-31T23:00:00Z"}}'

/** The wide table of the hall: held, sold, waiting, left. */
export function hallRow(...counts: [number, number, number, number]): RegExp {
  return new RegExp(
    `^NAME +TITLE +CAPACITY +HELD +SOLD +WAITING +LEFT +AGE\\nhall +The great hall +6 +${counts.join(' +')} +\\w+ *\\n?$`,
  )
}

/** The command that shows the numbers of the hall. */
export const hallNumbers = `kubectl get seatpools ${inDevdays} -o wide`

/** A condition that an order of this conference has a reason. */
export function orderHas(reason: string, ...names: string[]): string {
  return statusCondition(`${names.map(name => `order/${name}`).join(' ')} ${inDevdays}`, `reason=${reason}`)
}

/** The command that prints the message of an order of this conference. */
export function messageOf(order: string): string {
  return `kubectl get order ${order} -o jsonpath='{.status.message}' ${inDevdays}`
}

export const hall: Section = {
  title: '10. Three prices, one hall',
  says: 'Plans with poolRef share the seats of a SeatPool. A ticket is named after its seat of the hall, whatever it cost.',
  steps: [
    shownStep('kubectl apply -f examples/devdays/1-conference.yaml', /devdays created/),
    delayedStep(
      '--for=condition=Ready conference/devdays',
      shownStep(
        'kubectl apply -f examples/devdays/2-hall.yaml -f examples/devdays/3-plans.yaml',
        /^seatpool\.app\.corley\.it\/hall created$/m,
        /early created/,
        /regular created/,
        /student created/,
        /campus created/,
      ),
    ),
    shownStep('kubectl apply -f examples/devdays/4-orders.yaml', /ada created/, /grace created/),
    delayedStep(
      orderHas('AwaitingPayment', 'ada', 'grace'),
      shownStep(orders, /^ada +early .* AwaitingPayment +99\.00/m, /^grace +regular .* AwaitingPayment +298\.00/m),
    ),
    delayedStep(statusCondition(`seatpool/hall ${inDevdays}`, 'held=3'), shownStep(hallNumbers, hallRow(3, 0, 0, 3))),
    paymentStep(
      { order: 'ada', namespace: 'devdays', gross: '99.00' },
      /^\{"order":"ada","payment":"CONFIRMED","tickets":1\}/,
    ),
    paymentStep(
      { order: 'grace', namespace: 'devdays', gross: '298.00' },
      /^\{"order":"grace","payment":"CONFIRMED","tickets":2\}/,
    ),
    shownStep(tickets, /^NAME.*\nhall--0000001 +ada *\nhall--0000002 +grace *\nhall--0000003 +grace *\n?$/),
  ],
}

export const door: Section = {
  title: '11. Limits of a sale',
  says: 'A hidden plan needs its coupon, a plan allows so many tickets in one order, and an early bird ends at a date.',
  steps: [
    shownStep('kubectl apply -f examples/devdays/5-orders-student.yaml', /alan created/, /barbara created/),
    delayedStep(orderHas('PlanInactive', 'alan'), shownStep(messageOf('alan'), /^The plan "student" is not on sale$/)),
    delayedStep(
      orderHas('AwaitingPayment', 'barbara'),
      shownStep(orders, /^barbara +student +campus +PENDING +0 +1 +74\.5 .* AwaitingPayment +74\.50/m),
    ),
    paymentStep(
      { order: 'barbara', namespace: 'devdays', gross: '74.50' },
      /^\{"order":"barbara","payment":"CONFIRMED","tickets":1\}/,
    ),
    shownStep('kubectl apply -f examples/devdays/6-order-too-many.yaml', /company created/),
    delayedStep(
      orderHas('TooMany', 'company'),
      shownStep(messageOf('company'), /^Too many tickets: 5 ordered, at most 4 in one order; place a smaller order$/),
    ),
    shownStep(`kubectl patch plan early ${inDevdays} --type merge -p '${overEarly}'`, /early patched/),
    delayedStep(
      `--for=condition=OnSale=false plan/early ${inDevdays}`,
      shownStep('kubectl apply -f examples/devdays/later/order-late.yaml', /late created/),
    ),
    delayedStep(
      orderHas('SaleOver', 'late'),
      shownStep(messageOf('late'), /^The sale of the plan "early" ended at 2020-01-31T23:00:00Z$/),
    ),
  ],
}
