import t from 'tap'
import { findConference } from '../../../hooks/http/shop/shop.ts'
import { openOfferBook } from '../../../hooks/shop/live/offer-book.ts'
import { aReadyConference } from '../../fixtures/shop/objects.ts'
import { testShop } from '../../fixtures/shop/server.ts'

t.test('a conference is found if buyers see it', async t => {
  const { book } = await testShop(t)
  t.strictSame(findConference({ book }, 'conf'), aReadyConference())
  t.throws(() => findConference({ book }, 'other'), { name: 'PageError', status: 404 })
})

t.test('nothing is known before the lists are complete', async t => {
  const book = openOfferBook(() => 0)
  t.throws(() => findConference({ book }, 'conf'), { name: 'PageError', status: 503, retryAfterSeconds: 5 })
})
