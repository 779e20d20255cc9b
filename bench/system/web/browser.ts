import { Agent, get, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Answer, checkStatus, exchange, type Sent } from '../load.ts'

/**
 * A person's browser, as the shop sees it. Every call rejects an unexpected answer. After a 503 it repeats the request, as the
 * page asks: a form that is sent twice creates one order.
 */
export interface Browser {
  /** The text of a page. */
  read(path: string): Promise<string>
  /** The token of the form of a conference. */
  readForm(conference: string): Promise<string>
  /** Sends the form for one ticket, and returns the path of the page of the order. */
  order(conference: string, form: { token: string; person: string }): Promise<string>
  /** The states of an order as its open page shows them; they end with the stream. */
  follow(path: string): AsyncGenerator<string, undefined>
  close(): void
}

/** `address` is that in X-Forwarded-For. */
export function openBrowser(url: string, { address, signal }: { address: string; signal: AbortSignal }): Browser {
  const agent = new Agent({ keepAlive: true })
  const headers = { 'x-forwarded-for': address, 'accept-language': 'en' }
  const read = async (path: string) => `${(await insist(url + path, { headers, agent, signal })).body}`
  return {
    read,
    async readForm(conference) {
      const [, token] = /name="token" value="([^"]+)"/.exec(await read(`/${conference}`)) ?? []
      if (token !== undefined) return token
      throw new Error(`Cannot read the form of "/${conference}": its page must have one`)
    },
    async order(conference, { token, person }) {
      const body = Buffer.from(`${new URLSearchParams({ ...orderFields(person), token })}`)
      const answer = await insist(`${url}/${conference}/orders`, {
        method: 'POST',
        status: 303,
        headers: {
          ...headers,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': body.length,
        },
        ...{ body, agent, signal },
      })
      return `${answer.headers.location}`
    },
    follow: path => readStates(`${url}${path}/events`, { headers, signal }),
    close: () => agent.destroy(),
  }
}

const pauseMs = 1_000

async function insist(url: string, sent: Sent): Promise<Answer> {
  for (;;) {
    const answer = await exchange(url, sent)
    if (answer.status !== 503) return checkStatus(answer, { url, ...sent })
    await delay(pauseMs, undefined, { signal: sent.signal })
  }
}

/** The fields of the form for one ticket of the only plan, as the page shows them. */
function orderFields(person: string): Record<string, string> {
  const name = { firstname: 'Ada', lastname: person, email: `${person}@example.com` }
  return { plan: 'ticket', quantity: '1', 'price.ticket': '29.90 EUR', ...name }
}

async function* readStates(
  url: string,
  { headers, signal }: { headers: Record<string, string>; signal: AbortSignal },
): AsyncGenerator<string, undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  // A connection of its own: it stays open.
  get(url, { headers, signal, agent: false }, resolve).on('error', reject)
  const answer = await promise
  if (answer.statusCode !== 200)
    throw new Error(`Cannot read "${url}": it must be answered with 200, not with ${answer.statusCode}`)
  let rest = ''
  for await (const chunk of answer.setEncoding('utf8')) {
    const events = (rest + chunk).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      const [, state] = /data-state=\\"(\w+)\\"/.exec(event) ?? []
      if (state !== undefined) yield state
    }
  }
  return undefined
}
