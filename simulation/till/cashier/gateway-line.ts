import type { GatewayCall, GatewayReply, GatewayRequest } from '../../../hooks/gateway/call-gateway.ts'
import { GatewayError } from '../../../hooks/gateway/gateway-error.ts'
import { objectOf } from '../../../hooks/payment/body/json-object.ts'
import type { PlayedAnswer, PlayedRequest } from '../../../local/gateway/server/exchange.ts'
import type { ReachedCounts } from '../../reached.ts'
import type { FaultName, Faults } from '../../schedule/faults.ts'
import { gatewayAddress } from '../played-gateways.ts'
import type { Call, CallBoard, LateRequest } from './calls.ts'

export interface LineAround {
  name: string
  board: CallBoard
  faults: Faults
  reached: ReachedCounts
  now(): number
  /** Requests that arrive after their sender stopped waiting. */
  adrift: LateRequest[]
  /** Lets a request take effect. `since` is the begin of its visit, in milliseconds since 1970. */
  perform(request: PlayedRequest, since: number): PlayedAnswer
  end(request: PlayedRequest): void
}

type Fate = 'arrives' | FaultName

/** The fate of each of 100 requests, by their numbers; the first one always arrives. */
const fates: readonly Fate[] = [
  'arrives',
  ...Array<Fate>(2).fill('gateway calls cut, nothing done'),
  ...Array<Fate>(4).fill('gateway calls cut, all done'),
  ...Array<Fate>(2).fill('gateway errors, nothing done'),
  ...Array<Fate>(2).fill('gateway errors, all done'),
  'gateways too busy (429)',
  ...Array<Fate>(4).fill('gateway calls that arrive late'),
]

/** Captures and refunds are few, and their money moves at once: more of them have another fate. */
const underFire = 25
const firstArrival = fates.length

/** The network between one cashier and the gateways. Each request, and then its reply, is a step of the schedule. */
export function gatewayLine(around: LineAround): GatewayCall {
  return (asked, signal) =>
    new Promise((resolve, reject) => {
      const since = around.board.begunAt(signal)
      const request = playedRequest(asked)
      // The token of PayPal serves many visits.
      if (request.path === '/v1/oauth2/token') return resolve(replyOf(around.perform(request, since)))
      if (around.board.isOver(signal)) return reject(lostAnswer())
      const take = around.board.post(
        createCall(request, { around, since, resolve, reject, release: () => take() }),
        signal,
      )
    })
}

interface Sender {
  around: LineAround
  since: number
  resolve(reply: GatewayReply): void
  reject(error: GatewayError): void
  /** Takes the call off the board. */
  release(): void
}

function createCall(asked: PlayedRequest, { around, since, resolve, reject, release }: Sender): Call {
  const { faults, adrift, now, perform } = around
  const about = `${around.name}: ${asked.method} ${asked.path}`
  let request = asked
  let reply: PlayedAnswer | 'cut' | undefined
  const settle = () => {
    release()
    if (reply !== undefined) around.end(request)
    if (reply === undefined || reply === 'cut') reject(lostAnswer())
    else resolve(replyOf(reply))
  }
  const setAdrift = () => {
    const arrive = () => {
      perform(request, since)
      around.end(request)
    }
    adrift.push({ about, sentAt: now(), arrive })
  }
  const failRequest = (isEffective: boolean) => {
    request = { ...asked, failure: { status: 500, isEffective } }
    return perform(request, since)
  }
  const carryOut = (fate: Fate): typeof reply => {
    if (fate !== 'arrives') faults[fate] += 1
    switch (fate) {
      case 'gateway calls cut, all done':
        if (perform(request, since).status === 201 && request.path.endsWith('/capture')) {
          around.reached['captures without an answer'] += 1
        }
        return 'cut'
      case 'gateway errors, nothing done':
        return failRequest(false)
      case 'gateway errors, all done':
        return failRequest(true)
      case 'gateways too busy (429)':
        return { status: 429, headers: { 'retry-after': '1' }, body: '{}' }
      case 'gateway calls that arrive late':
        setAdrift()
        return 'cut'
      case 'arrives':
        return perform(request, since)
      default:
        return 'cut'
    }
  }
  return {
    about,
    askedAt: now(),
    step(choices) {
      if (reply !== undefined) return settle()
      const isSpared = !/\/(?:capture|refunds?)$/.test(request.path) || !choices.chance(underFire)
      const number = isSpared ? choices.integerBelow(100) : choices.integerBelow(firstArrival)
      reply = carryOut(fates[number] ?? 'arrives')
      if (choices.chance(70)) settle()
    },
    giveUp: settle,
    leave(choices) {
      if (reply === undefined && choices.chance(30)) setAdrift()
      if (reply !== undefined) around.end(request)
      release()
      reject(lostAnswer())
    },
  }
}

function lostAnswer(): GatewayError {
  return new GatewayError('unknown', 'The gateway did not answer')
}

function playedRequest({ method, url, headers, body = '' }: GatewayRequest): PlayedRequest {
  const { pathname, searchParams } = new URL(url)
  return { method, path: pathname, query: searchParams, headers, body, origin: gatewayAddress }
}

function replyOf({ status, headers, body }: PlayedAnswer): GatewayReply {
  return { status, headers: new Headers(headers), body: objectOf(JSON.parse(body)) ?? {} }
}
