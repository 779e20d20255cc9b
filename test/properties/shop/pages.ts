import t from 'tap'
import { type Html, renderHtml } from '../../../hooks/shop/html/html.ts'
import type { OrderState, OrderView } from '../../../hooks/shop/model/order-view.ts'
import type { OfferState } from '../../../hooks/shop/model/views.ts'
import { conferencePage } from '../../../hooks/shop/pages/conference.ts'
import { conferencesPage } from '../../../hooks/shop/pages/conferences.ts'
import { errorPage } from '../../../hooks/shop/pages/error.ts'
import { orderEvent, orderPage } from '../../../hooks/shop/pages/order/order.ts'
import { receiptPage } from '../../../hooks/shop/pages/receipt.ts'
import { ticketPage } from '../../../hooks/shop/pages/ticket.ts'
import { languages, wordsOf } from '../../../hooks/shop/words/languages.ts'
import { fc } from '../../fixtures/properties.ts'
import { readHtml } from '../../fixtures/shop/read-html.ts'
import { aContext, aForm, anOffer, anOrderView, aTicketView, now } from '../../fixtures/shop/views.ts'

/** Texts that people write, and those that attackers do. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</title></textarea></style></script><b>',
    '&lt;b&gt; &#x3c;b>',
    'javascript:alert(1)',
    '//evil.example/',
    '{{7*7}}<%= 7 %>',
    '<!--',
    ']]>',
    '\u202Eevil',
  ),
)
/** A text without any meaning in HTML. */
const harmless = 'plain'

const language = fc.constantFrom(...languages)
const orderState = fc.constantFrom<OrderState>(
  ...(['reserving', 'held', 'waiting', 'underpaid', 'confirming', 'confirmed', 'empty', 'refused', 'expired'] as const),
  ...(['cancelled', 'refunded'] as const),
)
const offerState = fc.constantFrom<OfferState>('onSale', 'soldOut', 'notYet', 'over', 'closed')

/** All pages with a text in every place that people can fill. */
function pagesWith(
  text: string,
  given: { state: OrderState; offer: OfferState; speaks: (typeof languages)[number] },
): Html[] {
  const context = aContext({ language: given.speaks, words: wordsOf(given.speaks), path: `/${text}` })
  const conference = { name: text, title: text, description: text, onDay: text, venue: text }
  const offers = ['a', 'b'].map(plan =>
    anOffer({ plan: plan + text, title: text, description: text, state: given.offer }),
  )
  const values = { plan: text, quantity: text, coupon: text, firstname: text, lastname: text, email: text }
  const faults = [{ field: 'coupon', problem: 'couponUnknown' } as const]
  const attendee = { firstname: text, lastname: text }
  const ticket = aTicketView({ name: text, planTitle: text, attendee, path: text })
  const order: OrderView = anOrderView({
    conference,
    ...{ name: text, path: text, reason: text, plan: text, planTitle: text, coupon: text, state: given.state },
    ...{ tickets: [ticket], nameValues: { [`${text}.firstname`]: text }, alternatives: offers, isPlanGone: true },
    ...{ due: '1.00', expiresAt: now + 1, mostQuantity: 2, canCancel: true, payInstructions: { text, command: text } },
  })
  const page = { conference, offers, form: aForm({ token: text, values }), isAway: true }
  return [
    conferencesPage({ conferences: [conference], isAway: true }, context),
    conferencePage({ ...page, coupon: { code: text, state: 'unknown' } }, context),
    conferencePage({ ...page, form: aForm({ token: text, values, faults }) }, context),
    orderPage(order, context),
    ticketPage({ conference, ticket }, context),
    receiptPage(order, context),
    errorPage({ status: 400, requestId: text, retryPath: text }, context),
  ]
}

/** The tags of a page with the names of their attributes: nothing that people write may change them. */
function skeletonOf(page: Html): string[] {
  return readHtml(renderHtml(page)).tags.map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '))
}

t.test('no text of people changes the tags of a page', async t => {
  fc.assert(
    fc.property(hostile, orderState, offerState, language, (text, state, offer, speaks) => {
      const given = { state, offer, speaks }
      // A text of spaces alone is no paragraph.
      const visible = text.trim() === '' ? harmless : text
      const pages = pagesWith(`${harmless}${visible}`, given).map(skeletonOf)
      t.strictSame(pages, pagesWith(`${harmless}${visible.replaceAll(/[\s\S]/g, 'x')}`, given).map(skeletonOf))
    }),
    { numRuns: 60 },
  )
})

t.test('no link of a page leads elsewhere or runs code', async t => {
  fc.assert(
    fc.property(hostile, orderState, offerState, language, (text, state, offer, speaks) => {
      const tags = pagesWith(text, { state, offer, speaks }).flatMap(page => readHtml(renderHtml(page)).tags)
      const addresses = tags.flatMap(({ attributes: { href, src, action } }) => [href, src, action])
      return addresses.every(
        address => address === undefined || /^(?:#|\/(?![/\\])|https?:|mailto:|\?|$)/i.test(address),
      )
    }),
    { numRuns: 60 },
  )
  t.pass('for any texts')
})

t.test('an event is one line of JSON, whatever people write', async t => {
  fc.assert(
    fc.property(hostile, orderState, (text, state) => {
      const view = anOrderView({
        planTitle: text,
        state,
        tickets: [aTicketView({ attendee: { firstname: text, lastname: text } })],
      })
      const data = JSON.stringify(orderEvent(view, aContext()))
      return (
        !/[\r\n]/.test(data) &&
        Object.values(JSON.parse(data).parts).every(part => readHtml(part as string).tags.length > 0)
      )
    }),
    { numRuns: 60 },
  )
  t.pass('for any texts')
})
