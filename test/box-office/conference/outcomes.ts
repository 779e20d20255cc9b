import t from 'tap'
import type { CaseFile } from '../../../hooks/box-office/conference/case-file/case-file.ts'
import { observe } from '../../../hooks/box-office/conference/case-file/observed.ts'
import { holdBackWrite, resolveWrite, settleWrite } from '../../../hooks/box-office/conference/outcomes.ts'
import { aWrite } from '../../fixtures/box-office/fake-conference.ts'
import { reservationOf } from '../../fixtures/box-office/played-conference.ts'
import { anOrder } from '../../fixtures/objects.ts'

const order = anOrder()
const reached = { orders: 0n, reservations: 0n, coupons: 0n }
const stored = reservationOf(order, { metadata: { resourceVersion: '7' } })

function flying(state: NonNullable<CaseFile['inFlight']>['state'] = 'under way'): CaseFile {
  return { name: 'order-1', inFlight: { write: aWrite('order-1'), state } }
}

t.test('a write stays in flight while it is held back or of unknown outcome', async t => {
  const file = flying()
  holdBackWrite(file)
  t.equal(file.inFlight?.state, 'held back')
  settleWrite(file, { outcome: 'unknown', reached })
  t.equal(file.inFlight?.state, 'unknown')
})

t.test('a write that was stored or refused is no longer in flight', async t => {
  const [refused, done] = [flying(), flying()]
  settleWrite(refused, { outcome: 'refused', reached })
  settleWrite(done, { outcome: { stored }, reached })
  t.strictSame([refused.inFlight, refused.own, done.inFlight], [undefined, undefined, undefined])
  t.strictSame(done.own, observe(stored))
})

t.test('a GET ends a write of unknown outcome and no other', async t => {
  const [unknown, underWay] = [flying('unknown'), flying()]
  resolveWrite(unknown, { found: undefined, reached })
  resolveWrite(underWay, { found: stored, reached })
  t.strictSame([unknown.inFlight, unknown.own], [undefined, undefined])
  t.strictSame([underWay.inFlight?.state, underWay.own], ['under way', observe(stored)])
})

t.test('an outcome without a write in flight changes nothing', async t => {
  const file: CaseFile = { name: 'order-1' }
  holdBackWrite(file)
  settleWrite(file, { outcome: 'unknown', reached })
  t.strictSame(file, { name: 'order-1' })
})

t.test('an answer counts unless the watch has shown a newer state or passed its version', async t => {
  const at = (version: string) => reservationOf(order, { metadata: { resourceVersion: version } })
  const answered = (watched: string | undefined, reservations: bigint) => {
    const file: CaseFile = { name: 'order-1', ...(watched && { watched: observe(at(watched)) }) }
    settleWrite(file, { outcome: { stored: at('7') }, reached: { ...reached, reservations } })
    return file.own !== undefined
  }
  t.strictSame(
    [answered(undefined, 6n), answered('6', 6n), answered('7', 6n), answered(undefined, 7n)],
    [true, true, false, false],
  )
})
