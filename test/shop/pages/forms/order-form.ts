import t from 'tap'
import type { ConferencePageView } from '../../../../hooks/shop/model/page-views.ts'
import { orderForm } from '../../../../hooks/shop/pages/forms/order-form.ts'
import { readHtml } from '../../../fixtures/shop/read-html.ts'
import { aConferenceView, aContext, aForm, anOffer, squeeze } from '../../../fixtures/shop/views.ts'

const two = [anOffer({ holdMinutes: 15 }), anOffer({ plan: 'late', mostPerOrder: 9, holdMinutes: 15 })]

function formOf(view: Partial<ConferencePageView> = {}): string {
  const page = { conference: aConferenceView(), offers: two, form: aForm(), isAway: false, ...view }
  return squeeze(orderForm(page, aContext({ isChosen: true })))
}

/** The inputs of a form by their names, with their other attributes. */
function inputsOf(form: string): [string, Record<string, string>][] {
  const inputs = readHtml(form).tags.filter(({ name }) => name === 'input')
  return inputs.map(({ attributes: { name = '', ...others } }) => [name, others])
}

const form = formOf()
t.match(
  form,
  '<form class="order" method="post" action="/conf/orders?lang=en">',
  'it is sent by POST, and keeps the language',
)
t.match(
  form,
  '<fieldset class="offers" id="field-plan" tabindex="-1"><legend>Choose a ticket</legend><ul class="offers">',
)
t.match(
  form,
  '<p class="total" id="total" data-locale="en-GB" hidden><span>Total</span><strong></strong></p><p class="hint">You pay nothing now. The next page shows the total. Your tickets are held for 15 minutes while you pay.</p><button type="submit">Reserve tickets</button></form>',
  'it says what happens next',
)
const person = { type: 'text', required: '', maxlength: '100' }
t.strictSame(
  inputsOf(form).filter(([name]) => !/plan|price/.test(name)),
  [
    [
      'quantity',
      {
        type: 'number',
        min: '1',
        max: '9',
        step: '1',
        required: '',
        inputmode: 'numeric',
        value: '1',
        id: 'field-quantity',
        'aria-describedby': 'field-quantity-hint',
      },
    ],
    ['firstname', { ...person, autocomplete: 'given-name', id: 'field-firstname' }],
    ['lastname', { ...person, autocomplete: 'family-name', id: 'field-lastname' }],
    [
      'email',
      {
        type: 'email',
        required: '',
        maxlength: '254',
        autocomplete: 'email',
        spellcheck: 'false',
        id: 'field-email',
        'aria-describedby': 'field-email-hint',
      },
    ],
    ['token', { type: 'hidden', value: 'token' }],
  ],
  'it asks for number, name and address, which the browser can fill in',
)
t.strictSame(
  inputsOf(form).filter(([, { checked }]) => checked !== undefined),
  [],
  'nothing is chosen in advance',
)

const values = { plan: 'late', quantity: '9', firstname: 'Ada "', email: 'ada', coupon: 'frend' }
const faults = [
  { field: 'plan', problem: 'notOnSale' },
  { field: 'email', problem: 'invalid' },
] as const
const faulty = formOf({ form: aForm({ values, faults: [...faults] }) })
t.match(
  faulty,
  '<legend>Choose a ticket</legend><p class="fault" id="field-plan-fault">',
  'a fault of the choice is beside it',
)
t.strictSame(
  inputsOf(faulty).flatMap(([name, { value, checked, type }]) =>
    (type !== 'hidden' && checked !== undefined) || (type !== 'radio' && !name.startsWith('price'))
      ? [[name, value]]
      : [],
  ),
  [
    ['plan', 'late'],
    ['quantity', '9'],
    ['coupon', 'frend'],
    ['firstname', 'Ada "'],
    ['lastname', undefined],
    ['email', 'ada'],
    ['token', 'token'],
  ],
  'a form that comes back has everything that the buyer typed',
)

const couponOf = (view: Partial<ConferencePageView>) => inputsOf(formOf(view)).filter(([name]) => name === 'coupon')
t.strictSame(
  couponOf({ coupon: { code: 'friend', state: 'applied' } }),
  [['coupon', { type: 'hidden', value: 'friend' }]],
  'a coupon whose prices are shown is sent',
)
t.strictSame(
  couponOf({ coupon: { code: 'friend', state: 'expired' }, form: aForm({ values: { coupon: '' } }) }),
  [],
  'a coupon that does not apply is not sent',
)
const wrong = { type: 'text', maxlength: '253', autocomplete: 'off', spellcheck: 'false', id: 'field-coupon' }
t.strictSame(
  [{ coupon: 'frend' }, {}].map(
    given => couponOf({ form: aForm({ values: given, faults: [{ field: 'coupon', problem: 'couponUnknown' }] }) })[0],
  ),
  ['frend', ''].map(value => [
    'coupon',
    { ...wrong, value, 'aria-describedby': 'field-coupon-fault', 'aria-invalid': 'true' },
  ]),
  'a wrong coupon can be corrected',
)

t.notMatch(formOf({ offers: [anOffer()] }), /are held for/, 'a hold without an end is not mentioned')
t.notMatch(
  formOf({ offers: [anOffer({ holdMinutes: 15 }), anOffer({ plan: 'late', holdMinutes: 20 })] }),
  /are held for/,
  'nor are holds of different length',
)
t.match(
  formOf({ offers: [anOffer({ state: 'over' })] }),
  /^<ul class="offers"><li class="offer over">.*<\/ul><p>Nothing is on sale here at the moment.<\/p>$/,
  'without anything on sale there is no form',
)
