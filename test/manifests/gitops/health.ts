import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { planStatus, poolStatus } from '../../../hooks/box-office/objects/plan-status.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import type { SeatPool } from '../../../hooks/schema/offer/seat-pool.ts'
import { reasonTables } from '../../../hooks/schema/reasons/reasons.ts'
import { root } from '../../../local/config.ts'
import { kinds as allKinds } from '../../../scripts/print/kinds.ts'
import { runHealthCheck } from '../../fixtures/gitops/lua.ts'

const { data } = parse(readFileSync(join(root, 'examples', 'gitops', 'argo-cd', 'argocd-cm.yaml'), 'utf8'))
const prefix = 'resource.customizations.health.'
const checkOf = (kind: string): string => data[`${prefix}app.corley.it_${kind}`]

/** The answer of the check of a kind about an object of generation 3. */
const health = (kind: string, status?: object) =>
  runHealthCheck(checkOf(kind), { kind, metadata: { name: 'a', generation: 3 }, ...(status && { status }) })

const statusWith = (conditions: object[], observedGeneration = 3) => ({ observedGeneration, conditions })
const ready = (status: string, reason: string) => ({ type: 'Ready', status, reason, message: `It is ${reason}` })
const kinds = ['Conference', 'Plan', 'SeatPool']

t.test('each kind with a condition Ready has a check, and no other kind', async t => {
  const withReady = reasonTables.flatMap(({ where }) => /^(\w+): condition Ready$/.exec(where)?.[1] ?? [])
  t.strictSame(withReady.sort(), kinds)
  t.strictSame(
    Object.keys(data).sort(),
    [...kinds.map(kind => `${prefix}app.corley.it_${kind}`), `${prefix}argoproj.io_Application`].sort(),
  )
})

t.test('docs/operations.md says of each kind whether it has a condition Ready', async t => {
  const guide = readFileSync(join(root, 'docs', 'operations.md'), 'utf8')
  const [, table = ''] = /\n\| kind \| in Git \|.*\n([\s\S]*?)\n\n/.exec(guide) ?? []
  const rows = [...table.matchAll(/^\| ([A-Z][\w, ]+) \| (yes|no) \| (.*) \|$/gm)]
  const told = rows.flatMap(([, names = '', , meaning = '']) => names.split(', ').map(name => [name, meaning] as const))
  t.strictSame(told.map(([name]) => name).sort(), allKinds.map(({ kind }) => kind).sort())
  for (const { kind, status } of allKinds) {
    const meaning = told.find(([name]) => name === kind)?.[1] ?? ''
    const beginning = kinds.includes(kind) ? /^True when / : status ? /^(it has|they have) no Ready: / : /no status: /
    t.match(meaning, beginning, kind)
  }
})

t.test('an object is in progress until its status is about its own generation', async t => {
  for (const kind of kinds) {
    const waiting = { status: 'Progressing', message: 'Waiting for the first status' }
    t.strictSame(health(kind), waiting)
    t.strictSame(health(kind, {}), waiting)
    t.strictSame(health(kind, statusWith([])), waiting)
    t.strictSame(health(kind, statusWith([ready('True', 'BoxOfficeDecides')], 2)), {
      status: 'Progressing',
      message: 'Waiting for a status of this generation',
    })
  }
})

t.test('an object is healthy when it is Ready, whatever its other conditions say', async t => {
  const closed = { type: 'OnSale', status: 'False', reason: 'Inactive', message: 'The plan is not on sale' }
  for (const kind of kinds) {
    t.strictSame(health(kind, statusWith([closed, ready('True', 'BoxOfficeDecides'), closed])), {
      status: 'Healthy',
      message: 'It is BoxOfficeDecides',
    })
  }
})

t.test('of the reasons for Ready, those that need a person are degraded', async t => {
  const table = reasonTables.flatMap(({ where, reasons }) => {
    const [, kind] = /^(\w+): condition Ready$/.exec(where) ?? []
    return kind === undefined ? [] : reasons.map(({ reason, means }) => ({ kind, reason, means }))
  })
  const found = table.map(({ kind, reason, means }) => {
    const [, value = ''] = /^(True|False):/.exec(means) ?? []
    return [kind, reason, health(kind, statusWith([ready(value, reason)])).status]
  })
  t.strictSame(found, [
    ['Plan', 'BoxOfficeDecides', 'Healthy'],
    ['Plan', 'ReservationsNotWritten', 'Degraded'],
    ['SeatPool', 'BoxOfficeDecides', 'Healthy'],
    ['Conference', 'NamespaceActive', 'Healthy'],
    ['Conference', 'NamespacePending', 'Progressing'],
    ['Conference', 'NamespaceTerminating', 'Progressing'],
    ['Conference', 'NamespaceTaken', 'Degraded'],
    ['Conference', 'NamespaceRecreated', 'Healthy'],
  ])
})

t.test('the statuses that the box office writes are healthy', async t => {
  const counts = { held: 1, sold: 2, waiting: 0 }
  const metadata = { name: 'early', namespace: 'conf', uid: 'u', resourceVersion: '1', generation: 3 }
  const plan = { metadata, spec: { title: 'Early', price: 99, active: false, currency: 'EUR' } } as unknown as Plan
  const pool = { metadata, spec: { title: 'Hall', capacity: 300 } } as unknown as SeatPool
  const now = Date.parse('2027-01-01T00:00:00Z')
  const ofPlan = planStatus(plan, { counts, left: undefined, coupons: [], now })
  t.strictSame(runHealthCheck(checkOf('Plan'), { ...plan, status: ofPlan }), {
    status: 'Healthy',
    message: 'The box office decides on the orders of this plan',
  })
  const ofPool = poolStatus(pool, { counts, now })
  t.equal(runHealthCheck(checkOf('SeatPool'), { ...pool, status: ofPool }).status, 'Healthy')
})

t.test('an Application is as healthy as it says', async t => {
  const check = data[`${prefix}argoproj.io_Application`]
  t.strictSame(runHealthCheck(check, {}), { status: 'Progressing', message: '' })
  t.strictSame(runHealthCheck(check, { status: { health: { status: 'Healthy' } } }), { status: 'Healthy', message: '' })
  t.strictSame(runHealthCheck(check, { status: { health: { status: 'Degraded', message: 'a pod crashes' } } }), {
    status: 'Degraded',
    message: 'a pod crashes',
  })
})

t.test('a script with a fault, or with a library that Argo CD keeps closed, fails', async t => {
  t.throws(() => runHealthCheck('return {', {}), { message: /^Cannot run the health check: .*expected/ })
  t.throws(() => runHealthCheck('return { status = string.upper("x") }', {}), { message: /global 'string'/ })
})
