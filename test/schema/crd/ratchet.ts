import t from 'tap'
import { atCreation, whenChanged } from '../../../hooks/schema/crd/ratchet.ts'

const message = 'it must hold'

t.strictSame(
  atCreation({ rule: 'size(self.metadata.name) <= 55 && true', message }),
  { rule: 'oldSelf.hasValue() || (size(self.metadata.name) <= 55 && true)', message, optionalOldSelf: true },
  'a rule about what never changes is asked where there was nothing before',
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
  'a rule over two fields is asked unless both are as they were',
)
