import t from 'tap'
import { readTap } from '../../../scripts/defects/tap-output.ts'

const output = `TAP version 14
1..3
# Subtest: test/rules/price.ts
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
    1..3
not ok 1 - test/rules/price.ts # time=98.1ms
# Subtest: test/rules/order/seats.ts
    # Subtest: gives a seat
        not ok 1 - seats is not defined
          ---
          type: ReferenceError
          tapCaught: returnedPromiseRejection
          ...
        1..1
    not ok 1 - gives a seat # time=1ms
    # Subtest: waits
        not ok 1 - timeout!
          ---
          expired: waits
          ...
        1..1
    not ok 2 - waits # time=500ms
    1..2
not ok 2 - test/rules/order/seats.ts # time=501ms
# Subtest: test/rules/money.ts
    ok 1 - should be equal
    1..1
ok 3 - test/rules/money.ts # time=5ms
`

t.strictSame(
  readTap(output),
  [
    { file: 'test/rules/price.ts', ok: false, failed: ['29.9 less 9.8 is 20.10', 'never below zero'] },
    { file: 'test/rules/order/seats.ts', ok: false, failed: [] },
    { file: 'test/rules/money.ts', ok: true, failed: [] },
  ],
  'the assertions of each file, without sums, todos, timeouts and broken code',
)
t.strictSame(readTap(''), [], 'an empty output has no files')
