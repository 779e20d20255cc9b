import t from 'tap'
import { readFailures } from '../../../scripts/defects/tap-output.ts'

const output = `TAP version 14
# Subtest: takes the coupon off
    not ok 1 - 29.9 less 9.8 is 20.10
      ---
      diff: |
        not ok 9 - only quoted
      ...

    ok 2 - should be equal
    1..2
not ok 1 - takes the coupon off # time=12.3ms
  ---
  at: {}
  ...

not ok 2 - later # TODO
not ok 3 - never below zero
# Subtest: gives a seat
    not ok 1 - seats is not defined
      ---
      type: ReferenceError
      tapCaught: returnedPromiseRejection
      ...
    1..1
not ok 4 - gives a seat # time=1ms
# Subtest: waits
    not ok 1 - timeout!
      ---
      expired: waits
      ...
    1..1
not ok 5 - waits # time=500ms
1..5
`

t.strictSame(
  readFailures(output),
  ['29.9 less 9.8 is 20.10', 'never below zero'],
  'the failed assertions, without sums, todos, timeouts and broken code',
)
t.strictSame(readFailures(''), [], 'an empty output has none')
