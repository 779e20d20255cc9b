import { withTimeLimit } from '../kube/time-limit.ts'
import { type Json, objectOf } from '../payment/body/json-object.ts'
import { limitConcurrency } from '../payment/paypal/concurrency.ts'
import { fetchCause, Refusal } from '../payment/refusal.ts'
import { GatewayError } from './gateway-error.ts'

/** One request of a gateway's API. */
export interface GatewayRequest {
  method: 'GET' | 'POST'
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
}

/** The answer with any status. A body that is no JSON object is read as an empty one. */
export interface GatewayReply {
  status: number
  headers: Headers
  body: Json
}

/** Sends one request. Rejects with a GatewayError: `unknown` without a whole answer, `limited` if nothing was sent. */
export type GatewayCall = (request: GatewayRequest, signal: AbortSignal) => Promise<GatewayReply>

export interface GatewayCallOptions {
  /** The name of the gateway in messages. */
  gateway: string
  /** The longest wait for an answer, in ms. */
  timeoutMs?: number
  /** The requests that are sent at once, and those that wait for a turn. */
  running?: number
  waiting?: number
}

const maxAnswerBytes = 1024 * 1024

/** The calls of one gateway, for all accounts: so many at once, each with a time limit and an answer of limited size. */
export function gatewayCall({
  gateway,
  timeoutMs = 10_000,
  running = 16,
  waiting = 200,
}: GatewayCallOptions): GatewayCall {
  const takeTurn = limitConcurrency({ running, waiting, kept: 0 })

  async function send({ url, ...request }: GatewayRequest, signal: AbortSignal): Promise<GatewayReply> {
    try {
      const response = await fetch(url, { ...request, redirect: 'manual', signal })
      return { status: response.status, headers: response.headers, body: readJson(await readText(response)) }
    } catch (thrown) {
      const seconds = timeoutMs / 1000
      throw new GatewayError(
        'unknown',
        `Cannot call ${gateway}: its whole answer must arrive within ${seconds} s; call again with the same key`,
        { cause: fetchCause(thrown) },
      )
    }
  }

  return async (request, signal) => {
    const limit = { milliseconds: timeoutMs, outer: signal }
    try {
      return await takeTurn({ signal, isSuspect: () => false }, () => withTimeLimit(limit, one => send(request, one)))
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      throw new GatewayError('limited', `Cannot call ${gateway}: too many calls wait already; call again later`)
    }
  }
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > maxAnswerBytes) throw new Error(`Cannot read the answer: it must have at most ${maxAnswerBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function readJson(text: string): Json {
  try {
    return objectOf(JSON.parse(text)) ?? {}
  } catch {
    return {}
  }
}
