import { withoutDecimals, withThreeDecimals } from '../../rules/money.ts'
import { amount, celList } from '../crd/money.ts'
import type { FieldOptions, Rule } from '../crd/structural.ts'

/** An amount above 0 that is asked for or sent back: a decimal string such as "29.90". */
export function positiveAmount(options: FieldOptions) {
  return amount({
    ...options,
    pattern: '^[0-9]{1,12}(\\.[0-9]{1,3})?$',
    rules: [{ rule: "self.matches('[1-9]')", message: 'must be above 0' }, ...(options.rules ?? [])],
  })
}

/** The rule over a field with an amount and the field `currency` beside it: EUR has two decimals, JPY none, KWD three. */
export function decimalsRule(field: string): Rule {
  return {
    rule: `self.${field}.matches(self.currency in ${celList(withoutDecimals)} ? '^-?[0-9]+$' : self.currency in ${celList(withThreeDecimals)} ? '^-?[0-9]+([.][0-9]{1,3})?$' : '^-?[0-9]+([.][0-9]{1,2})?$')`,
    message: `${field} must have at most the decimals of its currency`,
  }
}
