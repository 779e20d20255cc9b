import t from 'tap'
import { atCreation, whenChanged } from '../../../hooks/schema/crd/ratchet.ts'

const message = 'it must hold'

t.strictSame(
  atCreation({ rule: 'size(self.metadata.name) <= 55 && true', message }),
  { rule: 'oldSelf.hasValue() || (size(self.metadata.name) <= 55 && true)', message, optionalOldSelf: true },
  'a rule about something that never changes is checked at creation',
)

t.strictSame(
  whenChanged(['a', 'b'], { rule: 'self.a < self.b', message }),
  {
    rule: [
      '(oldSelf.hasValue()',
      'has(self.a) == has(oldSelf.value().a) && (!has(self.a) || self.a == oldSelf.value().a)',
      'has(self.b) == has(oldSelf.value().b) && (!has(self.b) || self.b == oldSelf.value().b)) || (self.a < self.b)',
    ].join(' && '),
    message,
    optionalOldSelf: true,
  },
  'a rule over two fields is checked unless both are unchanged',
)
