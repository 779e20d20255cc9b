import { Agent, type IncomingMessage, request } from 'node:http'
import { quantile } from '../statistics.ts'
import { runInParallel } from './sales/shop.ts'

/** Answered requests per second, and the duration of one, in milliseconds. */
export interface Load {
  perSecond: number
  p50: number
  p99: number
}

export interface LoadOptions {
  body: Buffer
  requests: number
  atOnce: number
  signal: AbortSignal
}

/** Sends the same body that many times, after a tenth of them to warm up. Throws unless every answer is 200. */
export async function load(url: string, { body, requests, atOnce, signal }: LoadOptions): Promise<Load> {
  const agent = new Agent({ keepAlive: true })
  const send = async (times: number[]) => {
    const since = performance.now()
    await post(url, { body, agent, signal })
    times.push(performance.now() - since)
  }
  const many = (count: number, times: number[]) => {
    return runInParallel(Array.from({ length: count }), { atOnce, signal }, () => send(times))
  }
  try {
    await many(Math.ceil(requests / 10), [])
    const times: number[] = []
    const since = performance.now()
    await many(requests, times)
    const perSecond = (requests / (performance.now() - since)) * 1000
    return { perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
  } finally {
    agent.destroy()
  }
}

/** The body of the answer. */
export async function post(
  url: string,
  { body, agent, signal }: { body: Buffer; agent: Agent; signal: AbortSignal },
): Promise<Buffer> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request(url, { method: 'POST', headers, agent, signal }, resolve).on('error', reject).end(body)
  const answer = await promise
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  if (answer.statusCode === 200) return bytes
  throw new Error(
    `Cannot send a request to "${url}": it must be answered with 200, not with ${answer.statusCode}: ${bytes}`,
  )
}
