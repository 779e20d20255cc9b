import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'

/** The hook answered 429: call it again after this many seconds, at once if it named none. */
export class TooManyRequests extends Error {
  override name = 'TooManyRequests'
  readonly afterSeconds: number

  constructor(afterSeconds: number) {
    super(`Cannot sync now: the hook answered 429; call it again in ${afterSeconds} s`)
    this.afterSeconds = afterSeconds
  }
}

export interface Webhook {
  /** Posts JSON and returns the body of a 200; every other result throws. */
  call(body: unknown): Promise<string>
}

const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
}

export interface WebhookOptions {
  url: string
  /** Time limit of the whole call. */
  timeoutMs: number
  /** Certificates (PEM) that are trusted instead of the system's. */
  ca?: string
  /** Value of the header `Authorization`. */
  authorization?: string
  /** Aborting it ends running calls. */
  signal: AbortSignal
  /** Milliseconds since the epoch. */
  now?: () => number
}

/** A hook at one URL. */
export function createWebhook({ url, timeoutMs, signal, now = Date.now, ...trust }: WebhookOptions): Webhook {
  async function call(body: unknown): Promise<string> {
    const timeout = AbortSignal.timeout(timeoutMs)
    const payload = Buffer.from(JSON.stringify(body))
    const answer = await post(new URL(url), payload, { ...trust, signal: AbortSignal.any([signal, timeout]) })
    if (answer.code === 429) throw new TooManyRequests(retryAfterSeconds(answer.retryAfter, now))
    if (answer.code !== 200) throw new Error(`unsupported status code: ${answer.code} body: ${answer.text}`)
    return answer.text
  }

  return { call }
}

interface Answer {
  code: number
  retryAfter: string
  text: string
}

type Call = Pick<WebhookOptions, 'ca' | 'authorization' | 'signal'>

async function post(url: URL, payload: Buffer, call: Call): Promise<Answer> {
  const { signal } = call
  try {
    const response = await exchange(url, payload, call)
    const body = await buffer(response)
    const plain = response.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
    const retryAfter = response.headers['retry-after'] ?? ''
    return { code: Number(response.statusCode), retryAfter, text: plain.toString('utf8') }
  } catch (cause) {
    const reason = signal.aborted ? signal.reason : cause
    throw new Error(`http error: Post "${url}": ${(reason as Error).message}`, { cause })
  }
}

function exchange(url: URL, payload: Buffer, { ca, authorization, signal }: Call): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:'
  const headers = {
    'User-Agent': 'Go-http-client/1.1',
    'Content-Length': payload.length,
    'Content-Type': 'application/json',
    'Accept-Encoding': 'gzip',
    ...(authorization !== undefined && { Authorization: authorization }),
  }
  const options = {
    method: 'POST',
    headers,
    signal,
    ...(ca !== undefined && { ca }),
    agent: agents[secure ? 'https:' : 'http:'],
  }
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, options, resolve)
    request.on('error', reject).end(payload)
  })
}

// The header holds a date or whole seconds. Anything else means no pause, and the engine calls again without end.
function retryAfterSeconds(header: string, now: () => number): number {
  if (/^[+-]?\d+$/.test(header)) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? 0 : Math.ceil((date - now()) / 1000)
}
