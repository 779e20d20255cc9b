import t from 'tap'
import { conferencePageView, readCode } from '../../../hooks/http/shop/conference-view.ts'
import type { Shop } from '../../../hooks/http/shop/shop.ts'
import { openOfferBook } from '../../../hooks/shop/live/offer-book.ts'
import { emptyForm, type FieldFault } from '../../../hooks/shop/model/form-view.ts'
import { aCoupon, aPlan, now } from '../../fixtures/objects.ts'
import { fakeShop, unreachable } from '../../fixtures/shop/fake-shop.ts'
import { aReadyConference, atVersion } from '../../fixtures/shop/objects.ts'

function openShop(plan = aPlan()) {
  const api = fakeShop()
  const book = openOfferBook(() => now)
  for (const listener of Object.values(book.listeners)) listener.onConnection(true)
  book.listeners.plans.onChange(atVersion(plan, 1))
  book.listeners.plans.onChange(atVersion(aPlan({ name: 'speaker', hidden: true }), 1))
  const shop = { api, book, now: () => now, patienceMs: 5_000 } as unknown as Shop
  const view = (code: string, form = emptyForm('t')) =>
    conferencePageView(shop, { conference: aReadyConference(), form, code })
  return { api, book, view }
}

t.test('a page shows the plans, with the prices after a coupon that is good', async t => {
  const { api, view } = openShop()
  const plain = await view('')
  t.strictSame(
    plain.offers.map(({ plan, price }) => [plan, price]),
    [['plan', '29.90']],
  )
  t.strictSame(
    [plain.coupon, plain.isAway, plain.form, plain.conference.name, api.calls],
    [undefined, false, emptyForm('t'), 'conf', []],
  )
  api.coupons.set('conf/speaker.1', aCoupon({ name: 'speaker.1', planRef: 'speaker' }))
  const applied = await view('speaker.1')
  t.strictSame(
    applied.offers.map(({ plan, price }) => [plan, price]),
    [
      ['speaker', '19.90'],
      ['plan', '29.90'],
    ],
  )
  t.strictSame(applied.coupon, { code: 'speaker.1', state: 'applied' })
})

t.test('a coupon that is not good changes nothing, and one that cannot exist is not read', async t => {
  const { api, view } = openShop()
  api.coupons.set('conf/late', aCoupon({ name: 'late', validUntil: '2026-11-20T08:00:00Z' }))
  for (const [code, state] of [
    ['late', 'expired'],
    ['nobody', 'unknown'],
    ['a/b', 'unknown'],
  ] as const) {
    const { coupon, offers } = await view(code)
    t.strictSame([coupon, offers[0]?.price], [{ code, state }, '29.90'])
  }
  t.strictSame(api.calls, ['getCoupon', 'getCoupon'])
})

t.test('a number of tickets that no order can have is answered with the limit of the chosen plan', async t => {
  const faults: FieldFault[] = [
    { field: 'quantity', problem: 'tooFew', limit: 100 },
    { field: 'quantity', problem: 'tooMany', limit: 100 },
    { field: 'quantity', problem: 'missing' },
    { field: 'email', problem: 'tooLong', limit: 254 },
  ]
  const limitsOf = async (chosen: string | undefined, ...plans: ReturnType<typeof aPlan>[]) => {
    const { book, view } = openShop(plans[0])
    for (const plan of plans) book.listeners.plans.onChange(atVersion(plan, 2))
    const values = chosen === undefined ? {} : { plan: chosen }
    const { form } = await view('', { ...emptyForm('t'), values, faults })
    return form.faults.map(({ limit }) => limit)
  }
  const few = aPlan({ maxPerOrder: 4 })
  const more = aPlan({ name: 'student', maxPerOrder: 10 })
  t.strictSame(await limitsOf('plan', few, more), [4, 4, undefined, 254])
  t.strictSame(await limitsOf(undefined, few, more), [10, 10, undefined, 254])
  t.strictSame(await limitsOf('gone', few, more), [10, 10, undefined, 254])
  t.strictSame(await limitsOf('plan', aPlan({ active: false }), more), [10, 10, undefined, 254])
  t.strictSame(await limitsOf('plan', aPlan({ active: false })), [100, 100, undefined, 254])
})

t.test('a page says whether it may be stale', async t => {
  const { api, book, view } = openShop()
  book.listeners.plans.onConnection(false)
  t.equal((await view('')).isAway, false)
  api.before = () => {
    throw unreachable()
  }
  await t.rejects(view('half'), { name: 'KubeError' })
})

t.test('a code is read as people type it', async t => {
  const codes = [' Early-10 ', ['a', 'b'], 7, 'x'.repeat(300)].map(coupon => readCode({ coupon }))
  t.strictSame(codes, ['early-10', 'a', '', 'x'.repeat(253)])
  t.equal(readCode({}), '')
})
