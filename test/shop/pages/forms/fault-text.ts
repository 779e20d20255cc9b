import t from 'tap'
import { faultText } from '../../../../hooks/shop/pages/forms/fault-text.ts'
import { english } from '../../../../hooks/shop/words/en/words.ts'

t.strictSame(
  [
    faultText({ field: 'email', problem: 'missing' }, english),
    faultText({ field: 'early-0000001.lastname', problem: 'missing' }, english),
    faultText({ field: 'toString', problem: 'missing' }, english),
    faultText({ field: 'email', problem: 'invalid' }, english),
    faultText({ field: 'firstname', problem: 'invalid' }, english),
    faultText({ field: 'firstname', problem: 'tooLong', limit: 100 }, english),
    faultText({ field: 'quantity', problem: 'tooMany', limit: 4 }, english),
    faultText({ field: 'quantity', problem: 'tooMany' }, english),
    faultText({ field: 'quantity', problem: 'tooFew', limit: 4 }, english),
    faultText({ field: 'plan', problem: 'notOnSale' }, english),
    faultText({ field: 'coupon', problem: 'couponUsedUp' }, english),
  ],
  [
    'Enter an e-mail address',
    'Enter a last name',
    'Fill in this field',
    'Enter an e-mail address such as ada@example.com',
    'This field has a value that cannot be accepted',
    'Use at most 100 characters',
    'One order may have at most 4 of these tickets',
    'One order may have at most 0 of these tickets',
    'Enter a number from 1 to 4',
    'This ticket is not on sale now; choose another one',
    'This coupon is used up; leave it out',
  ],
  'every fault says the problem and the next step',
)
