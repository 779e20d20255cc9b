import { setImmediate } from 'node:timers/promises'
import type { Gateways } from '../../../hooks/cashier/accounts/gateways.ts'
import { type Cashier, startCashier } from '../../../hooks/cashier/program.ts'
import type { CashierCounters, CashierLog } from '../../../hooks/cashier/tools.ts'
import type { Provider } from '../../../hooks/gateway/gateway.ts'
import { paypalClient } from '../../../hooks/gateway/paypal/client.ts'
import { stripeClient } from '../../../hooks/gateway/stripe/client.ts'
import type { Choices } from '../../schedule/choices.ts'
import { gatewayAddress } from '../played-gateways.ts'
import { type CallBoard, callMs, createCallBoard } from './calls.ts'
import { createFeed, type Feed } from './feed.ts'
import { gatewayLine, type LineAround } from './gateway-line.ts'
import { type KubeAround, kubeLine } from './kube-line.ts'

/** One process of the cashier: the real program, its watches, its timer, and its calls that are under way. */
export interface CashierProcess {
  name: string
  feeds(): Feed[]
  /** The number of things that the process could do now; `act` takes the index of one. */
  tasks(): number
  act(index: number, choices: Choices): Promise<void>
  /** Lets calls fail that take too long. */
  giveUp(): void
  /** The time of its timer, in milliseconds since 1970. */
  wakesAt(): number
  /** Stops in the middle of everything, and starts with new lists. Returns whether calls were under way. */
  restart(choices: Choices): Promise<boolean>
  stop(): void
}

export interface ProcessAround extends Omit<LineAround & KubeAround, 'board'> {
  /** The error of its clock, in milliseconds. */
  skewMs: number
  refundsPerHour: number
  counters: CashierCounters
  log: CashierLog
  tell(sentence: string): void
}

interface Running {
  board: CallBoard
  feeds: Feed[]
  timer: { at: number; run(): void } | undefined
  program: Cashier
}

export function createCashier(around: ProcessAround): CashierProcess {
  const { name, now } = around
  let running = start(around)
  const isDue = () => running.timer !== undefined && running.timer.at <= now()
  return {
    name,
    feeds: () => running.feeds,
    tasks: () => running.board.calls.size + (isDue() ? 1 : 0),
    async act(index, choices) {
      const call = [...running.board.calls][index]
      around.tell(call?.about ?? `${name} looks at what is due`)
      const { timer } = running
      if (call !== undefined) call.step(choices)
      else if (timer !== undefined && isDue()) {
        running.timer = undefined
        timer.run()
      }
      await setImmediate()
    },
    giveUp() {
      for (const call of running.board.calls) if (call.askedAt + callMs < now()) call.giveUp()
    },
    wakesAt: () => running.timer?.at ?? Number.POSITIVE_INFINITY,
    async restart(choices) {
      const isBusy = running.board.calls.size > 0
      for (const call of [...running.board.calls]) call.leave(choices)
      void running.program.stop()
      running = start(around)
      await setImmediate()
      return isBusy
    },
    stop() {
      void running.program.stop()
    },
  }
}

function start(around: ProcessAround): Running {
  const { name, now, skewMs, refundsPerHour, counters, log } = around
  const clock = () => now() + skewMs
  const board = createCallBoard(now)
  const feeds: Feed[] = []
  const running: Omit<Running, 'program'> = { board, feeds, timer: undefined }
  const program = startCashier({
    ...{ api: kubeLine({ ...around, board }), gateways: connect({ ...around, board, now: clock }, around) },
    ...{ refundsPerHour, counters, log, instance: name, home: 'kconference-system' },
    watch: async ({ path, listener }) => void feeds.push(createFeed({ path, listener }, around)),
    clock: {
      now: clock,
      schedule(ms, run) {
        running.timer = { at: now() + ms, run }
      },
    },
  })
  return Object.assign(running, { program })
}

/** The real clients of both gateways, over the simulated network. */
function connect({ now, ...rest }: LineAround, around: ProcessAround): Gateways {
  const call = gatewayLine({ ...rest, now: around.now })
  const parts = { url: gatewayAddress, call, now }
  const stripe = stripeClient({ secretKey: 'sk_test_simulated', live: false }, parts)
  const paypal = paypalClient({ clientId: 'simulated', clientSecret: 'secret' }, parts)
  const clientOf = (provider: Provider) => (provider === 'STRIPE' ? stripe : paypal)
  return { clientOf: async provider => clientOf(provider), lastClientOf: clientOf }
}
