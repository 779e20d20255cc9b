import t from 'tap'
import type { OrderView } from '../../../../hooks/shop/model/order-view.ts'
import { announcementOf, standingPart } from '../../../../hooks/shop/pages/order/standing.ts'
import { aContext, anOrderView, minuteMs, now, squeeze } from '../../../fixtures/shop/views.ts'

function partOf(view: Partial<OrderView>): string {
  return squeeze(standingPart(anOrderView(view), aContext({ isChosen: true })))
}

t.equal(
  partOf({ state: 'cancelled', isChanging: true }),
  [
    '<section id="part-standing" class="part standing" data-state="cancelled" data-announcement="This order is cancelled. Its tickets are no longer valid. Your change is being applied." data-part="">',
    '<h2>This order is cancelled</h2><p>Its tickets are no longer valid.</p><ul class="notices"><li class="notice">Your change is being applied.</li></ul></section>',
  ].join(''),
  'the standing has a heading, sentences and notices',
)

const expiresAt = now + 5.5 * minuteMs
t.match(
  partOf({ due: '59.80', expiresAt, latestEnd: now + 20 * minuteMs }),
  [
    `<p class="countdown" role="timer" data-ends="${expiresAt}" data-left="Time left: {}" data-day="Time left: 1 day" data-days="Time left: {} days" data-over="The time to pay has ended. Your tickets are being released." data-over-title="The time to pay has ended"`,
    ' data-spoken="[[5,&quot;Time left: 5 minutes&quot;],[2,&quot;Time left: 2 minutes&quot;],[1,&quot;Time left: 1 minute&quot;]]">Time left: 5 minutes</p>',
    '<form class="inline" method="post" action="/conf/orders/web-1/secret/more-time?lang=en"><button type="submit" class="second" aria-describedby="more-time-hint">I need more time</button>',
    '<p class="hint" id="more-time-hint">Your tickets are then held until 10:20 CET at the longest.</p></form>',
  ].join(''),
  'a hold shows the time left, which is spoken at 5, 2 and 1 minutes, and gives more',
)
t.match(partOf({ state: 'underpaid', expiresAt: now + 1000 }), '>Time left: less than a minute</p>', 'the last minute')
const inDays = (days: number) => now + days * 24 * 60 * minuteMs
t.match(partOf({ expiresAt: inDays(1) }), '>Time left: 1 day</p>', 'from a day on, the time left is in days')
t.match(partOf({ expiresAt: inDays(7) }), '>Time left: 7 days</p>', 'and in many of them')
for (const [view, why] of [
  [{ expiresAt: now }, 'after its end'],
  [{}, 'without an end'],
  [{ announced: '59.80', expiresAt }, 'while the money is on its way'],
  [{ state: 'confirming', expiresAt }, 'once it is paid'],
] as const) {
  t.notMatch(partOf(view), 'countdown', `no time is left ${why}`)
}
t.equal(
  announcementOf(anOrderView({ state: 'reserving' }), aContext()),
  'Reserving your tickets. This takes a moment.',
  'a screen reader hears the heading and the sentences',
)
const lookedAt = (state: 'looking' | 'lookingDelayed') =>
  partOf({
    ...{ due: '59.80', expiresAt, latestEnd: now + 20 * minuteMs },
    payment: { methods: [], attempt: { provider: 'PAYPAL', state } },
  })
t.notMatch(lookedAt('looking'), 'countdown', 'no time runs while a payment is looked at')
t.notMatch(lookedAt('looking'), 'more-time', 'and nobody needs more')
t.match(lookedAt('lookingDelayed'), 'more-time', 'unless the gateway does not answer')
