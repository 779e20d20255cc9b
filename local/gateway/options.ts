import { parseArgs } from 'node:util'
import type { PlayedGatewayOptions } from './played-gateway.ts'

export const usage = `node local/gateway/main.ts [--port=3090] [--webhooks=URL] [--file=PATH]

Plays Stripe Checkout and PayPal Orders on this machine, with pages for the buyer. No money moves. Its first page lists all
payments and refunds, and has buttons that settle those which would take days. Ctrl-C stops it.

  --port=N         port on 127.0.0.1 (default 3090)
  --webhooks=URL   address of the payment endpoint, which gets the events, such as http://127.0.0.1:3000
  --file=PATH      file that keeps the payments for the next start
  --help           print this text

  Stripe   any secret key that begins with sk_test_; signing secret whsec_played
  PayPal   any client id and secret; webhook id PLAYED-WEBHOOK

The page /control/books shows everything as JSON. POST /control/<action> changes it: clock, outage, clear-outages, release,
refund-fate, settle, end-tokens, deliveries, deliver-again.
`

/** Reads the command line; undefined if it contains --help. Throws one sentence for an option that it cannot use. */
export function readOptions(args: string[]): PlayedGatewayOptions | undefined {
  const text = { type: 'string' } as const
  const options = {
    port: { ...text, default: '3090' },
    webhooks: text,
    file: text,
    help: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args, options })
  if (values.help) return undefined
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new Error(`Cannot listen on --port "${values.port}": it must be a whole number from 0 to 65535`)
  }
  return {
    port,
    ...(values.webhooks !== undefined && { webhooks: webhooksOf(values.webhooks) }),
    ...(values.file !== undefined && { file: values.file }),
  }
}

/** The addresses of the payment endpoint for the events of each gateway. */
export function webhooksOf(endpoint: string): NonNullable<PlayedGatewayOptions['webhooks']> {
  if (!URL.canParse(endpoint)) {
    throw new Error(
      `Cannot send events to --webhooks "${endpoint}": it must be an address such as http://127.0.0.1:3000`,
    )
  }
  const base = `${endpoint.replace(/\/+$/, '')}/payment-gateway/{namespace}`
  return { stripe: { url: `${base}/stripe` }, paypal: { url: `${base}/paypal` } }
}
