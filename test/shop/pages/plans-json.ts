import t from 'tap'
import { plansJson } from '../../../hooks/shop/pages/plans-json.ts'
import { aConferenceView, aContext, aForm, anOffer, now } from '../../fixtures/shop/views.ts'

const conference = aConferenceView({ onDay: 'in March' })
const offers = [
  anOffer({ left: 12, salesEnd: now, description: 'Both days' }),
  anOffer({ plan: 'old', state: 'over', left: 300 }),
]
const view = { conference, offers, form: aForm(), isAway: false }

t.strictSame(
  JSON.parse(JSON.stringify(plansJson(view, aContext({ language: 'de', isChosen: true })))),
  {
    conference: { name: 'conf', title: 'Conf', when: 'in March', url: 'https://shop.example.com/conf?lang=de' },
    language: 'de',
    plans: [
      {
        name: 'early',
        title: 'Early',
        description: 'Both days',
        price: '29.90',
        currency: 'EUR',
        priceText: '29,90\u00A0€',
        state: 'onSale',
        stateText: 'noch 12 frei · Verkauf bis 01.03.2027, 10:00 MEZ',
        left: 12,
        waiting: 0,
        salesEnd: '2027-03-01T09:00:00.000Z',
        isOrderable: true,
        url: 'https://shop.example.com/conf?plan=early&lang=de',
      },
      {
        name: 'old',
        title: 'Early',
        price: '29.90',
        currency: 'EUR',
        priceText: '29,90\u00A0€',
        state: 'over',
        stateText: 'Der Verkauf ist beendet',
        waiting: 0,
        isOrderable: false,
        url: 'https://shop.example.com/conf?plan=old&lang=de',
      },
    ],
  },
  'plans have their texts and addresses in the language asked for',
)
