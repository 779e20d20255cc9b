import t from 'tap'
import type { ErrorView } from '../../../hooks/shop/model/page-views.ts'
import { errorPage } from '../../../hooks/shop/pages/error.ts'
import { aContext, squeeze } from '../../fixtures/shop/views.ts'

/** The content of the page of an error. */
function mainOf(view: ErrorView): string | undefined {
  const page = squeeze(errorPage(view, aContext()))
  return /<main id="main" tabindex="-1">(.*)<p><a href="\/">All conferences<\/a><\/p><\/main>/.exec(page)?.[1]
}

t.strictSame(
  [
    mainOf({ status: 400 }),
    mainOf({ status: 403 }),
    mainOf({ status: 404, requestId: 'req-1' }),
    mainOf({ status: 410 }),
    mainOf({ status: 429, retryAfterSeconds: 30 }),
    mainOf({ status: 503, retryPath: '/conf' }),
  ],
  [
    '<h1>This request cannot be accepted</h1><p>Go back and try again.</p>',
    '<h1>This form was sent from another page</h1><p>Open the page in the shop itself, and send the form from there.</p>',
    '<h1>There is nothing at this address</h1><p>The address is incomplete, or its page no longer exists. Check that you have copied all of it.</p><p class="hint">If you ask for help, name the request req-1.</p>',
    '<h1>This ticket is no longer valid</h1><p>It was cancelled or replaced. Ask the person who gave it to you, or the organizer.</p>',
    '<h1>Too many requests</h1><p>Many requests came from your address in a short time.</p><p>Try again in 30 seconds.</p>',
    '<h1>The shop cannot answer right now</h1><p>Orders, payments and tickets are safe. Please try again in a moment.</p><p>Try again in 5 seconds.</p><p><a class="button" href="/conf" data-retry="5">Try again</a></p><p class="hint" id="retrying" hidden>This page tries again by itself.</p>',
  ],
  'every error says its cause and the next step',
)
