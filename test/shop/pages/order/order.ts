import t from 'tap'
import { renderHtml } from '../../../../hooks/shop/html/html.ts'
import { orderEvent, orderPage } from '../../../../hooks/shop/pages/order/order.ts'
import { readHtml } from '../../../fixtures/shop/read-html.ts'
import { aContext, anOrderView, now, squeeze } from '../../../fixtures/shop/views.ts'

const context = aContext({ isChosen: true, path: '/conf/orders/web-1/secret' })
const view = anOrderView({ state: 'reserving' })
const page = squeeze(orderPage(view, context))

t.match(page, '<title>Reserving your tickets – Conf</title>', 'the title says where the order stands')
t.match(
  page,
  '<p class="back"><a href="/conf?lang=en">Back to Conf</a></p><h1>Your order <span class="for">Conf</span></h1><div id="live" data-events="/conf/orders/web-1/secret/events?lang=en"><section id="part-standing"',
  'the page has one heading, and its parts follow',
)
t.match(
  page,
  [
    '<p>This takes a moment.</p></section>',
    '<p class="refresh"><a class="button second" id="refresh" href="/conf/orders/web-1/secret?lang=en">Show the present state</a></p>',
    '<div class="keep"><p>Keep the address of this page: it is the only way back to your order. Give it to nobody else.</p>',
    '<p><button type="button" class="second" data-copy-address hidden>Copy the address</button></p></div>',
    '<section id="part-pay"',
  ].join(''),
  'below the standing are a link to the present state and the request to keep the address',
)
t.match(
  page,
  '</div><p class="notice lost" id="lost" hidden>The connection was lost. The page updates itself once it is back.</p>',
  'a lost connection is said below',
)
t.match(
  squeeze(orderPage({ ...view, said: 'names' }, context)),
  '</h1><p class="notice" role="status">The names are saved.</p><div id="live"',
  'names that were saved are confirmed',
)
t.match(
  squeeze(orderPage({ ...view, said: 'repeated' }, context)),
  '<p class="notice" role="status">You already have this order. For another one, open the form again.</p>',
  'a form that was sent before says so',
)
t.match(
  squeeze(orderPage({ ...view, faults: [{ field: 'quantity', problem: 'missing' }] }, context)),
  '<li><a href="#field-quantity">Enter the number of tickets</a></li></ul></div><h1>',
  'faults come first',
)

const event = orderEvent(view, context)
t.strictSame(
  { ...event, parts: Object.keys(event.parts) },
  {
    parts: ['part-standing', 'part-pay', 'part-tickets', 'part-alternatives', 'part-summary', 'part-actions'],
    title: 'Reserving your tickets – Conf',
    announcement: 'Reserving your tickets. This takes a moment.',
    now,
  },
  'an event has all parts, and the words to speak',
)
t.strictSame(
  Object.entries(event.parts).filter(([id, part]) => {
    const [root] = readHtml(part).tags
    return root?.attributes['id'] !== id || !renderHtml(orderPage(view, context)).includes(part)
  }),
  [],
  'its parts are those of the page, with their ids',
)
