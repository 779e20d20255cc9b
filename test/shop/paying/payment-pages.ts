import t from 'tap'
import { isPaymentPage } from '../../../hooks/shop/paying/payment-pages.ts'

const pages = ['https://checkout.stripe.com', 'http://127.0.0.1:3090']
const table: [url: string, isPage: boolean][] = [
  ['https://checkout.stripe.com/c/pay/cs_test_1#fragment', true],
  ['http://127.0.0.1:3090/pay/stripe/1', true],
  ['http://checkout.stripe.com/c/pay/1', false],
  ['https://checkout.stripe.com.example.com/', false],
  ['https://checkout.stripe.com@example.com/', false],
  ['https://example.com/?https://checkout.stripe.com', false],
  ['http://127.0.0.1:3091/pay', false],
  ['//checkout.stripe.com/', false],
  ['javascript:alert(1)', false],
  ['', false],
]
for (const [url, isPage] of table) t.equal(isPaymentPage(pages, url), isPage, url)
