import t from 'tap'
import { openDesk } from '../../../hooks/rules/box-office/desk.ts'
import { aClosedDesk, aDesk } from '../../fixtures/rules/box-office.ts'

t.test('a desk is open while its plan exists', async t => {
  const desk = aDesk()
  t.strictSame(openDesk(desk), desk)
  t.equal(openDesk(aClosedDesk()), undefined)
})
