import Type, { type Static } from 'typebox'
import type { Kind } from '../crd/kind.ts'
import { currency } from '../crd/money.ts'
import { orderName } from '../crd/names.ts'
import { storedObject } from '../crd/object.ts'
import { whenChanged } from '../crd/ratchet.ts'
import { type FieldOptions, fieldOptions, languageTag, oneOf, text, time, wholeNumber } from '../crd/structural.ts'
import { decimalsRule, positiveAmount } from './decimals.ts'
import { numberedName } from './numbered-name.ts'

const stateMeanings = {
  Requested: 'The cashier has not opened the payment at the gateway yet.',
  Open: 'The buyer can pay at url, or has paid and the money is on its way.',
  Paid: 'The gateway took the money. A Payment records it.',
  Expired: 'The time to pay is over. The gateway takes no money for it any more.',
  Failed:
    'Nothing can be paid with this Checkout; reason and message say why. To try again, create a Checkout with the next number.',
} as const
export type CheckoutState = keyof typeof stateMeanings
export const checkoutStates = Object.keys(stateMeanings) as CheckoutState[]

const providerMeanings = {
  STRIPE: 'Stripe Checkout.',
  PAYPAL: 'PayPal.',
} as const
/** The gateways whose APIs the cashier calls. */
export type CheckoutProvider = keyof typeof providerMeanings
export const checkoutProviders = Object.keys(providerMeanings) as CheckoutProvider[]

/** An address that a browser opens: a host without a user in front of it, and printable ASCII behind it. */
function webAddress(maxLength: number, options: FieldOptions) {
  return text(maxLength, { pattern: '^https?://[A-Za-z0-9.:\\[\\]-]+(/[!-~]*)?$', ...options })
}

/** The address of a page of the shop: its host is a name or an IPv6 address. Browsers can open nearly all that it accepts. */
function pageAddress(maxLength: number, { rules = [], ...options }: FieldOptions) {
  const host = '([A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*|\\[[0-9A-Fa-f:.]+\\])'
  const pattern = `^https?://${host}(:[0-9]{1,5})?(/[!-~]*)?$`
  const isAddress = { rule: 'isURL(self)', message: 'must be a URL' }
  return text(maxLength, { pattern, rules: [...rules, isAddress], ...options })
}

const immutable = (field: string) => ({
  rules: [{ rule: 'self == oldSelf', message: `${field} must not change: create another checkout` }],
})

export const CheckoutSpec = Type.Object(
  {
    orderRef: orderName({
      description: 'The name of the order to pay. The name of the checkout is orderRef, a hyphen and a number.',
      ...immutable('orderRef'),
    }),
    orderUid: text(64, {
      description: 'The uid of that order. The checkout does not count for another order of the same name.',
      ...immutable('orderUid'),
    }),
    provider: oneOf(providerMeanings, {
      description: 'The gateway at which the buyer pays, in capitals as in a Payment.',
      ...immutable('provider'),
    }),
    amount: positiveAmount({
      description: 'The amount to pay as a decimal such as 29.90, in currency: above 0.',
      rules: immutable('amount').rules,
    }),
    currency: currency({ description: 'The ISO 4217 code of the currency of amount.', ...immutable('currency') }),
    returnTo: pageAddress(2048, {
      description:
        'The page of the order, to which the gateway sends the buyer back: an absolute http or https URL. It may contain the secret of that page, so only those who may change the order should read it.',
      ...immutable('returnTo'),
    }),
    language: Type.Optional(
      languageTag({
        description:
          "The language of the gateway's page, as a tag of BCP 47 such as de. Absent: the gateway chooses. It cannot change.",
      }),
    ),
    returned: Type.Boolean({
      default: false,
      ...fieldOptions({
        description:
          'Whether the buyer has come back from the gateway: false by default. true makes the cashier check the payment at once, and cannot become false again.',
        rules: [{ rule: 'self || !oldSelf', message: 'returned must not be taken back' }],
      }),
    }),
  },
  fieldOptions({
    description: 'One attempt to pay an order at a gateway. Only returned can change.',
    rules: [
      {
        rule: 'has(self.language) == has(oldSelf.language) && (!has(self.language) || self.language == oldSelf.language)',
        message: 'language must not change: create another checkout',
      },
      whenChanged(['amount', 'currency'], decimalsRule('amount')),
    ],
  }),
)
export type CheckoutSpec = Static<typeof CheckoutSpec>

export const CheckoutStatus = Type.Object(
  {
    state: oneOf(stateMeanings, { description: 'The state of the attempt; reason and message explain it.' }),
    reason: Type.Optional(
      text(64, { description: 'The reason of the state, in one CamelCase word. docs/reasons.md explains each.' }),
    ),
    message: Type.Optional(
      text(1024, { description: 'The reason of the state, in a sentence for people.', minLength: 0 }),
    ),
    sessionId: Type.Optional(
      text(255, { description: "The gateway's id of the attempt: a Checkout Session of Stripe, an order of PayPal." }),
    ),
    url: Type.Optional(webAddress(4096, { description: 'The page where the buyer pays. Absent unless Open.' })),
    expiresAt: Type.Optional(time({ description: 'The time at which the gateway stops taking money for it.' })),
    captureSentAt: Type.Optional(
      time({
        description:
          'The time at which the cashier last asked the gateway to capture the approved money. Since then the money may be on its way.',
      }),
    ),
    declines: Type.Optional(
      wholeNumber(0, 1000, {
        description: 'How often the gateway declined the payment that the buyer approved. Absent: never.',
      }),
    ),
  },
  fieldOptions({ description: 'The state of the attempt. Only the cashier writes it.' }),
)
export type CheckoutStatus = Static<typeof CheckoutStatus>

/** The status of a checkout before the first visit of the cashier. */
export const newCheckout: CheckoutStatus = {
  state: 'Requested',
  reason: 'WaitingForCashier',
  message: 'Waiting for the cashier to open the payment (is the cashier running?)',
}

export const Checkout = storedObject('Checkout', CheckoutSpec, CheckoutStatus)
export type Checkout = Static<typeof Checkout>

export const checkoutKind: Kind = {
  kind: 'Checkout',
  plural: 'checkouts',
  shortName: 'chk',
  scope: 'Namespaced',
  description: 'One attempt to pay an order at a gateway. The shop creates it, and the cashier acts on it.',
  spec: CheckoutSpec,
  status: Object.assign({}, CheckoutStatus, { default: newCheckout }),
  rules: [numberedName('orderRef')],
  selectable: ['.spec.orderRef'],
  columns: [
    { name: 'order', type: 'string', jsonPath: '.spec.orderRef' },
    { name: 'state', type: 'string', jsonPath: '.status.state' },
    { name: 'amount', type: 'string', jsonPath: '.spec.amount' },
    { name: 'currency', type: 'string', jsonPath: '.spec.currency' },
    { name: 'provider', type: 'string', jsonPath: '.spec.provider' },
    { name: 'age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    { name: 'returned', type: 'boolean', jsonPath: '.spec.returned', priority: 1 },
    { name: 'reason', type: 'string', jsonPath: '.status.reason', priority: 1 },
    { name: 'expires', type: 'string', jsonPath: '.status.expiresAt', priority: 1 },
    { name: 'session', type: 'string', jsonPath: '.status.sessionId', priority: 1 },
  ],
}
