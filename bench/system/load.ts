import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { quantile } from '../statistics.ts'
import { runInParallel } from './sales/shop.ts'

/** Answered requests per second, and the duration of one, in milliseconds. */
export interface Load {
  perSecond: number
  p50: number
  p99: number
}

export interface LoadOptions {
  requests: number
  atOnce: number
  signal: AbortSignal
  /** Sends the n-th request; rejects if its answer is not the expected one. */
  send(agent: Agent, index: number): Promise<unknown>
}

/** Sends that many requests, after a tenth of them to warm up. */
export async function load({ requests, atOnce, signal, send }: LoadOptions): Promise<Load> {
  const agent = new Agent({ keepAlive: true })
  const sendMany = (count: number, times: number[]) => {
    const all = Array.from({ length: count }, (_, index) => index)
    return runInParallel(all, { atOnce, signal }, async index => {
      const since = performance.now()
      await send(agent, index)
      times.push(performance.now() - since)
    })
  }
  try {
    await sendMany(Math.ceil(requests / 10), [])
    const times: number[] = []
    const since = performance.now()
    await sendMany(requests, times)
    const perSecond = (requests / (performance.now() - since)) * 1000
    return { perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
  } finally {
    agent.destroy()
  }
}

export interface Sent {
  method?: 'GET' | 'POST'
  headers?: Record<string, string | number>
  body?: Buffer
  agent: Agent
  signal: AbortSignal
  /** The status that the answer must have; 200 by default. */
  status?: number
}

export interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Sends a request. Rejects unless the answer has the wanted status. */
export async function send(url: string, sent: Sent): Promise<Answer> {
  return checkStatus(await exchange(url, sent), { url, ...sent })
}

/** Sends a request, and returns the answer whatever its status is. */
export async function exchange(url: string, sent: Omit<Sent, 'status'>): Promise<Answer> {
  const { method = 'GET', headers = {}, body, agent, signal } = sent
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request(url, { method, headers, agent, signal }, resolve).on('error', reject).end(body)
  const answer = await promise
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }
}

/** Returns the answer. Throws unless it has the wanted status. */
export function checkStatus(answer: Answer, { url, status = 200 }: { url: string; status?: number }): Answer {
  if (answer.status === status) return answer
  throw new Error(
    `Cannot send a request to "${url}": it must be answered with ${status}, not with ${answer.status}: ${answer.body}`,
  )
}

/** Posts a body of JSON, and returns the body of the answer. */
export async function post(
  url: string,
  { body, agent, signal }: { body: Buffer; agent: Agent; signal: AbortSignal },
): Promise<Buffer> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  return (await send(url, { method: 'POST', headers, body, agent, signal })).body
}
