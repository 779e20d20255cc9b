import t from 'tap'
import { type EventSource, openEvents } from '../../fixtures/shop/event-source.ts'
import { hostileTexts, isClean } from '../../fixtures/shop/hostile.ts'
import { startRealShop } from '../../fixtures/shop/real-shop.ts'

const held = {
  payment: 'PENDING',
  quantity: 0,
  reason: 'AwaitingPayment',
  total: '59.80',
  paid: '0.00',
  currency: 'EUR',
  expiresAt: '2999-11-20T08:00:00Z',
}

/** The next event whose data contains a text; undefined if the stream ends before. */
async function untilShown(events: EventSource, text: string): Promise<string | undefined> {
  for (;;) {
    const event = await events.next()
    if (event === undefined || event.data?.includes(text)) return event?.data
  }
}

t.test('the shop on a real API server', async t => {
  const { url, kubectl, patchStatus, create, openConference, post } = await startRealShop(t)
  const person = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.org' }
  const tokenOf = async (path: string) =>
    /name="token" value="([^"]+)"/.exec(await (await fetch(url + path)).text())?.[1] ?? ''

  await t.test('a person orders, changes and cancels, and the page follows', async t => {
    const namespace = 'cloudconf'
    await openConference(namespace, {
      title: 'CloudConf',
      startsAt: '2999-03-19T09:00:00Z',
      timeZone: 'Europe/Rome',
    })
    await create('Plan', 'standard', { title: 'Standard', price: 29.9, capacity: 10, maxHoldMinutes: 60 })
    while (!(await (await fetch(`${url}/${namespace}`)).text()).includes('Standard'));
    const token = await tokenOf(`/${namespace}?lang=it`)
    const fields = { plan: 'standard', quantity: '2', ...person, token, 'price.standard': '29.90 EUR' }
    const placed = await Promise.all([post(`/${namespace}/orders`, fields), post(`/${namespace}/orders`, fields)])
    t.strictSame(placed[0], placed[1], 'a double click is one order')
    const path = `${placed[0]?.[1]}`
    const name = path.split('/')[3] ?? ''
    const readSpec = async (kind: string) =>
      JSON.parse(await kubectl(['get', kind, name, `--namespace=${namespace}`, '--output=jsonpath={.spec}']))
    t.strictSame(await readSpec('order'), { planRef: 'standard', price: 29.9, quantity: 2 })
    t.strictSame(await readSpec('buyer'), { orderRef: name, ...person, language: 'en' })

    const events = await openEvents(`${url}${path}/events`)
    t.match(await untilShown(events, 'reserving'), name)
    await patchStatus('order', name, held)
    t.match(await untilShown(events, 'data-state=\\"held\\"'), '59.80')
    t.strictSame(await post(`${path}/quantity`, { quantity: '3' }), [303, path])
    t.strictSame(await post(`${path}/more-time`, {}), [303, path])
    t.match(await readSpec('order'), { quantity: 3, holdUntil: '2999-11-20T08:15:00Z' })
    t.strictSame(await post(`${path}/cancel`, {}), [303, path])
    t.ok(await untilShown(events, 'data-state=\\"cancelled\\"'))
    await kubectl(['delete', 'order', name, `--namespace=${namespace}`])
    t.equal(await untilShown(events, 'nothing'), undefined, 'the stream ends with its order')
    t.equal((await fetch(url + path)).status, 404)
  })

  await t.test('all that the API server accepts stays text', async t => {
    // JSON has no halves of characters.
    const texts = hostileTexts.map(text => text.toWellFormed())
    const all = texts.join('\n')
    const line = texts.filter(text => !text.includes('\n')).join(' ')
    await openConference('hostile', {
      ...{ title: line.slice(0, 200), description: all, on_day: line.slice(0, 100), venue: all.slice(0, 500) },
      startsAt: '2999-03-19T09:00:00Z',
    })
    await create('Plan', 'plan', { title: line.slice(0, 200), description: all, price: 1 })
    while (!(await (await fetch(`${url}/hostile`)).text()).includes('name="token"'));
    const name = line.slice(0, 100)
    const fields = { plan: 'plan', quantity: '1', firstname: name, lastname: name, email: '"<script>"@example.org' }
    const [status, path] = await post('/hostile/orders', {
      ...{ ...fields, 'price.plan': '1.00 EUR', token: await tokenOf('/hostile') },
    })
    t.equal(status, 303)
    const order = `${path}`.split('/')[3] ?? ''
    await patchStatus('order', order, {
      ...{ ...held, payment: 'CONFIRMED', quantity: 1, message: line.slice(0, 200) },
      conditions: [
        {
          ...{ type: 'Ticketed', status: 'True', reason: 'Ticketed', message: line },
          lastTransitionTime: '2026-11-20T08:00:00Z',
        },
      ],
    })
    await create('Ticket', 'plan-0000001', { orderRef: order }, { labels: { 'orders.app.corley.it': order } })
    t.equal((await post(`${path}/names`, { 'plan-0000001.firstname': name, 'plan-0000001.lastname': name }))[0], 303)
    const page = await (await fetch(url + path)).text()
    const [ticket = ''] = /\/hostile\/tickets\/[^"]+/.exec(page) ?? []
    for (const shown of ['/', '/hostile', `${path}`, `${path}/receipt`, ticket]) {
      const answer = await fetch(url + shown)
      const body = await answer.text()
      t.equal(answer.status, 200, shown)
      t.ok(body.includes('zqxj'), `${shown} shows the texts`)
      t.ok(isClean({ body, headers: Object.fromEntries(answer.headers) }), `${shown} shows them as texts`)
    }
    const { conference, plans } = (await (await fetch(`${url}/hostile/plans.json`)).json()) as Record<string, never>
    t.match([conference, plans], [{ description: all }, [{ description: all, url: `${url}/hostile?plan=plan` }]])
    const calendar = (await (await fetch(`${url}${path}/tickets.ics`)).text()).replaceAll('\r\n ', '')
    t.match(calendar.match(/^\w+/gm), ['BEGIN', 'VERSION', 'PRODID', 'BEGIN', 'UID'])
    t.equal(
      calendar.match(/^(?:BEGIN|END|ATTACH|DESCRIPTION)/gm)?.length,
      5,
      'one calendar, one event, one description',
    )
  })
})
