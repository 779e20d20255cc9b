import t from 'tap'
import { background, countOf, countRequest, type Requests } from '../../bench/requests.ts'

const accounts = {
  boxOffice: 'system:serviceaccount:kconference-system:kconference-box-office',
  engine: 'system:serviceaccount:metacontroller:metacontroller',
  endpoint: 'system:serviceaccount:kconference-system:kconference-payments',
  shop: 'system:serviceaccount:kconference-system:kconference-shop',
  client: 'kconference-admin',
}

function lineOf(username: string, verb: string, objectRef?: object): string {
  return JSON.stringify({ kind: 'Event', stage: 'ResponseComplete', verb, user: { username, groups: [] }, objectRef })
}

t.test('a request counts for its sender, by verb and resource', async t => {
  const requests: Requests = new Map()
  const orders = { resource: 'orders', namespace: 'conf', name: 'order-1' }
  const lines = [
    lineOf(accounts.engine, 'get', orders),
    lineOf(accounts.engine, 'get', orders),
    lineOf(accounts.engine, 'update', { ...orders, subresource: 'status' }),
    lineOf(accounts.endpoint, 'create', { resource: 'payments' }),
    lineOf(accounts.client, 'create', orders),
    lineOf('system:serviceaccount:kube-system:generic-garbage-collector', 'delete', { resource: 'tickets' }),
  ]
  for (const line of lines) countRequest(requests, line)
  t.strictSame(
    requests,
    new Map([
      [
        'engine',
        new Map([
          ['get orders', 2],
          ['update orders/status', 1],
        ]),
      ],
      ['payment endpoint', new Map([['create payments', 1]])],
      ['client', new Map([['create orders', 1]])],
      ['others', new Map([['delete tickets', 1]])],
    ]),
  )
  t.equal(countOf(requests, 'engine'), 3)
  t.equal(countOf(requests, 'engine', 'get orders'), 2)
  t.equal(countOf(requests, 'engine', 'get plans'), 0)
})

t.test('a sender without requests has no counts', async t => {
  t.equal(countOf(new Map(), 'engine'), 0)
  t.equal(countOf(new Map(), 'engine', 'get orders'), 0)
})

t.test('requests of the engine that recur with time are counted apart, and for no order', async t => {
  const requests: Requests = new Map()
  countRequest(requests, lineOf(accounts.engine, 'get'))
  countRequest(requests, lineOf(accounts.engine, 'watch', { resource: 'orders' }))
  countRequest(requests, lineOf(accounts.engine, 'get', { resource: 'orders' }))
  t.equal(countOf(requests, 'engine', background), 2)
  t.equal(countOf(requests, 'engine'), 1)
})

t.test('Leases, watches and checks for an older arbiter are counted apart, and for no order', async t => {
  const requests: Requests = new Map()
  const resources = ['leases', 'compositecontrollers', 'namespaces']
  for (const resource of resources) countRequest(requests, lineOf(accounts.boxOffice, 'list', { resource }))
  countRequest(requests, lineOf(accounts.boxOffice, 'watch', { resource: 'orders' }))
  countRequest(requests, lineOf(accounts.boxOffice, 'create', { resource: 'reservations' }))
  countRequest(requests, lineOf(accounts.engine, 'get', { resource: 'namespaces' }))
  t.equal(countOf(requests, 'box office', background), 4)
  t.equal(countOf(requests, 'box office'), 1)
  t.equal(countOf(requests, 'engine'), 1)
})

t.test('the watch that all callbacks or pages of a program share counts for no order', async t => {
  const requests: Requests = new Map()
  for (const [account, asker] of [
    [accounts.endpoint, 'payment endpoint'],
    [accounts.shop, 'shop'],
  ] as const) {
    countRequest(requests, lineOf(account, 'watch', { resource: 'orders' }))
    countRequest(requests, lineOf(account, 'get', { resource: 'orders' }))
    t.equal(countOf(requests, asker, background), 1)
    t.equal(countOf(requests, asker), 1)
  }
})
