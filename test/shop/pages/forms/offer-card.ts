import t from 'tap'
import { offerCard, shownLeft, stateText } from '../../../../hooks/shop/pages/forms/offer-card.ts'
import { aConferenceView, aContext, anOffer, now, squeeze } from '../../../fixtures/shop/views.ts'

const conference = aConferenceView()

t.strictSame(
  [{ left: 20 }, { left: 21 }, {}, { left: 0, state: 'soldOut' as const }].map(view => shownLeft(anOffer(view))),
  [20, undefined, undefined, undefined],
  'the number of free seats is shown when it helps to decide',
)
t.strictSame(
  [
    {},
    { left: 12 },
    { left: 12, salesEnd: now },
    { state: 'soldOut' as const },
    { state: 'soldOut' as const, waiting: 7 },
    { state: 'notYet' as const, salesStart: now },
    { state: 'notYet' as const },
    { state: 'over' as const },
    { state: 'closed' as const },
  ].map(view => stateText(anOffer(view), conference, aContext())),
  [
    '',
    '12 left',
    '12 left · On sale until 1 Mar 2027, 10:00 CET',
    'Sold out',
    'Sold out · 7 tickets on the waitlist',
    'On sale from 1 Mar 2027, 10:00 CET',
    'Not on sale',
    'The sale has ended',
    'Not on sale',
  ],
  'a plan says whether and until when it can be had',
)

const price = '<p class="price"><strong>€29.90</strong><span class="per">per ticket</span></p>'
const seen = '<input type="hidden" name="price.early" value="29.90 EUR" data-price="29.90" data-currency="EUR">'
t.equal(
  squeeze(offerCard(anOffer({ description: 'Both <' }), { conference, isSelected: false, isOnly: false }, aContext())),
  [
    '<li class="offer onSale"><input name="plan" value="early" id="plan-early" type="radio" required aria-describedby="plan-early-about">',
    `<label for="plan-early"><span class="offer-title">Early</span></label>${price}`,
    `<div class="about" id="plan-early-about"><p class="lines">Both &lt;</p><p class="state"></p></div>${seen}</li>`,
  ].join(''),
  'a plan among others is chosen, and none is chosen in advance',
)
t.equal(
  squeeze(
    offerCard(
      anOffer({ fullPrice: '39.90', state: 'soldOut' }),
      { conference, isSelected: true, isOnly: false },
      aContext(),
    ),
  ),
  [
    '<li class="offer soldOut"><input name="plan" value="early" id="plan-early" type="radio" required checked aria-describedby="plan-early-about">',
    '<label for="plan-early"><span class="offer-title">Early</span></label>',
    '<p class="price"><strong>€29.90</strong><span class="per">per ticket</span><span class="instead">instead of €39.90</span></p>',
    '<div class="about" id="plan-early-about"><p class="state">Sold out</p>',
    `<p class="hint">An order for this ticket joins the waitlist. You pay only when seats become free.</p></div>${seen}</li>`,
  ].join(''),
  'a plan that is sold out has a waitlist, and a coupon shows both prices',
)
t.equal(
  squeeze(offerCard(anOffer(), { conference, isSelected: false, isOnly: true }, aContext())),
  [
    '<li class="offer onSale"><input name="plan" value="early" id="plan-early" type="hidden"><h3><span class="offer-title">Early</span></h3>',
    `${price}<div class="about" id="plan-early-about"><p class="state"></p></div>${seen}</li>`,
  ].join(''),
  'the only plan needs no choice',
)
t.equal(
  squeeze(offerCard(anOffer({ state: 'over' }), { conference, isSelected: true, isOnly: false }, aContext())),
  `<li class="offer over"><h3><span class="offer-title">Early</span></h3>${price}<div class="about" id="plan-early-about"><p class="state">The sale has ended</p></div></li>`,
  'a plan that cannot be had is only shown',
)
