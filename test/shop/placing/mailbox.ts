import t from 'tap'
import { mailboxOf } from '../../../hooks/shop/placing/mailbox.ts'

t.test('spellings that reach one mailbox are one text', async t => {
  for (const email of [
    'ada@example.org',
    'ADA@Example.ORG',
    'ada@example.org.',
    'a\u200bda@example.org',
    'ada\u00ad@example.org',
    'ａｄａ＠example.org',
  ]) {
    t.equal(mailboxOf(email), 'ada@example.org', JSON.stringify(email))
  }
})

t.test('other mailboxes stay others', async t => {
  for (const email of ['ada+1@example.org', 'a.da@example.org', 'ada@example.com']) t.equal(mailboxOf(email), email)
})
