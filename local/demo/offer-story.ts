import { timestamp } from '../../hooks/rules/time.ts'
import { hallNumbers, hallRow, messageOf, orderHas } from './hall-story.ts'
import { delayedStep, paymentStep, type Section, type Step, shownStep, statusCondition } from './story.ts'

const inDevdays = '-n devdays'
const dayMs = 86_400_000

const waiting: Step[] = [
  shownStep('kubectl apply -f examples/devdays/7-order-last.yaml', /margaret created/),
  delayedStep(
    orderHas('AwaitingPayment', 'margaret'),
    shownStep('kubectl apply -f examples/devdays/8-order-waiting.yaml', /tim created/),
  ),
  delayedStep(
    orderHas('Waitlisted', 'tim'),
    shownStep(messageOf('tim'), /^Waitlisted: not enough seats are free; no order waits before this one$/),
  ),
  shownStep('kubectl apply -f examples/devdays/9-order-waiting-2.yaml', /zoe created/),
  delayedStep(
    orderHas('Waitlisted', 'zoe'),
    shownStep(messageOf('zoe'), /^Waitlisted: not enough seats are free; 1 order waits before this one$/),
  ),
  delayedStep(statusCondition(`seatpool/hall ${inDevdays}`, 'waiting=2'), shownStep(hallNumbers, hallRow(2, 4, 2, 0))),
]

const offer: Step[] = [
  shownStep(
    `kubectl patch order margaret ${inDevdays} --type merge -p '{"spec":{"cancelled":true}}'`,
    /margaret patched/,
  ),
  delayedStep(
    orderHas('AwaitingPayment', 'tim', 'zoe'),
    shownStep(
      `kubectl get orders ${inDevdays} -o wide`,
      /^margaret .* REJECTED .* Cancelled/m,
      /^tim .* AwaitingPayment +149\.00 +0\.00 +20\S+Z/m,
      /^zoe .* AwaitingPayment +149\.00 +0\.00 +20\S+Z/m,
    ),
  ),
  shownStep(
    `kubectl get reservation tim -o jsonpath='{.spec.heldSince} {.spec.heldUntil}' ${inDevdays}`,
    // The same time of another day.
    /^(\d{4}-\d\d-\d\d)T(\S+) (?!\1)\d{4}-\d\d-\d\dT\2$/,
  ),
  paymentStep(
    { order: 'tim', namespace: 'devdays', gross: '149.00' },
    /^\{"order":"tim","payment":"CONFIRMED","tickets":1\}/,
  ),
  shownStep(`kubectl get tickets ${inDevdays}`, /^NAME.*\n(hall--000000\d +\w+ *\n){4}hall--0000005 +tim *\n?$/),
  delayedStep(statusCondition(`seatpool/hall ${inDevdays}`, 'sold=5'), shownStep(hallNumbers, hallRow(1, 5, 0, 0))),
]

/** A buyer asks for more time, until a time. */
function moreTime(until: string): Step[] {
  return [
    shownStep(messageOf('margaret'), /^Pay 298\.00 EUR by 20\S+Z$/),
    shownStep(
      `kubectl patch order margaret ${inDevdays} --type merge -p '{"spec":{"holdUntil":"${until}"}}'`,
      /margaret patched/,
    ),
    delayedStep(
      statusCondition(`order/margaret ${inDevdays}`, `expiresAt=${until}`),
      shownStep(messageOf('margaret'), new RegExp(`^Pay 298\\.00 EUR by ${until}$`)),
    ),
  ]
}

/** The section, in which a buyer asks for a day from `now` on (milliseconds since 1970). */
export function offerSection(now: number): Section {
  return {
    title: '12. More time, and an offer from the waitlist',
    says: 'A buyer asks for more time to pay. Orders that come off the waitlist get an offer of a day.',
    steps: [...waiting, ...moreTime(timestamp(now + dayMs)), ...offer],
  }
}
