import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import type { KubeApi } from '../../kube/api.ts'
import { type AccountPlace, accountsOf, type ConfiguredAccount } from '../../payment/accounts.ts'
import { limitCallers } from '../../payment/callers.ts'
import { type PaypalOptions, paypalGateway } from '../../payment/paypal/ipn/gateway.ts'
import { type PaypalWebhookOptions, paypalWebhookGateway } from '../../payment/paypal/webhooks/gateway.ts'
import { type StripeOptions, stripeGateway } from '../../payment/stripe/gateway.ts'
import { requestId } from '../request-id.ts'
import { timeLimits } from '../time-limits.ts'
import { answerError, answerNoHttp } from './errors.ts'
import { followCallbacks } from './follow-callbacks.ts'
import { paymentReadiness } from './readiness.ts'
import { paymentRoute } from './route.ts'

/** All times in milliseconds. */
const defaultTimes = {
  /** For a whole callback. */
  deadline: 20_000,
  /** For PayPal's answer or certificate. */
  verification: 10_000,
  /** For the record of a payment that a callback takes back. */
  payment: 3_000,
  /** For the hooks, once a payment is recorded. */
  settle: 5_000,
  /** Before an order is read again. */
  pause: 100,
  /** For the API server, in a probe of readiness. */
  patience: 2_000,
  /** For a cached account. */
  account: 5_000,
}

const callerLimits = { maxVain: 100, windowMs: 60_000, suspectMs: 600_000, maxSources: 10_000 }

export interface PaymentServerOptions {
  kube: KubeApi
  /** The name of this replica. */
  instance: string
  /** The namespace of this program. */
  home: string
  paypal: PaypalOptions & PaypalWebhookOptions
  stripe: StripeOptions
  /** The account of every conference without one of its own. */
  account: ConfiguredAccount
  /** The Secrets that hold the accounts of conferences. */
  accounts: AccountPlace
  /** Addresses and ranges of the proxies whose X-Forwarded-For is trusted. */
  trustedProxies: string[]
  logger: Exclude<FastifyServerOptions['logger'], undefined>
  now?: () => number
  /** The counters of callbacks. */
  registry?: Registry
  timesMs?: Partial<typeof defaultTimes>
}

/** The payment endpoint, not yet listening. */
export function buildPaymentServer({
  kube,
  instance,
  home,
  paypal,
  stripe,
  account,
  accounts: place,
  trustedProxies,
  logger,
  now = Date.now,
  timesMs: given,
  registry,
}: PaymentServerOptions): FastifyInstance {
  const timesMs = { ...defaultTimes, ...given }
  const { requestTimeout, head } = timeLimits(timesMs.deadline)
  const server = Fastify({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: 64 * 1024,
    requestTimeout,
    http: head,
    ...(trustedProxies.length > 0 && { trustProxy: trustedProxies }),
    // A callback that arrives while the program is ending is still handled.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 4096, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    clientErrorHandler: answerNoHttp,
    frameworkErrors: (_error, request, reply) => unserved(request, reply),
  })
  const unserved = followCallbacks(server, { now, deadlineMs: timesMs.deadline, registry })
  server.setErrorHandler(answerError)
  server.register(paymentReadiness, { kube, patienceMs: timesMs.patience })
  const accounts = accountsOf(kube, { installation: account, place, keepMs: timesMs.account, now })
  const patienceMs = { answer: timesMs.verification, payment: timesMs.payment }
  const gateways = {
    '': paypalGateway(paypal, { accounts, kube, patienceMs, now }),
    '/paypal': paypalWebhookGateway(paypal, { accounts, kube, patienceMs, now }),
    '/stripe': stripeGateway(stripe, { accounts, kube, patienceMs: patienceMs.payment }),
  }
  const callers = limitCallers({ ...callerLimits, now })
  server.register(paymentRoute, { kube, gateways, instance, home, timesMs, callers })
  return server
}
