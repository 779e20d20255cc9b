import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** The configuration of a local system. */
export interface LocalConfig {
  /** Folder of the kubeconfig, the data of etcd, the keys and the logs. */
  folder: string
  /** Folder of the Go tools. */
  bin: string
  /** Ports of 127.0.0.1; those of etcd, the controller manager and the box office are chosen at each start. */
  ports: { apiServer: number; hooks: number; payments: number }
  /** Port of the shop; without one there is no shop, as in most tests. */
  shop?: number
  /** Port of the played gateway; without one there is no cashier, as in most tests. */
  gateway?: number
  /** Port of the admission webhook; without one, the API server stores new orders without a review. */
  admission?: number
  /** In tests only: a second box office waits to take over. */
  standby?: boolean
  /** Starts neither Metacontroller nor the stand-in, as a restore requires. */
  withoutEngine?: boolean
  /** Path of the real Metacontroller; the stand-in replaces it if absent. */
  metacontroller?: string
  /** False in tests only: etcd does not wait for the disk. */
  fsync: boolean
  /** In benchmarks only: the API server logs each request. */
  audit?: boolean
  /** Further values of the chart. */
  values?: object
  /** Deletes the stored data of earlier starts first. */
  reset: boolean
  /** Prints the usage and does nothing else. */
  help: boolean
}

/** Root of the project; paths start here, so that a command works from any folder. */
export const root = join(import.meta.dirname, '..')

/** Folder of the Go tools, the same for every system of this checkout. */
export const bin = join(root, '.local', 'bin')

/** Environment variable of each port. */
export const portVariables = {
  apiServer: 'KCONFERENCE_API_PORT',
  hooks: 'KCONFERENCE_HOOKS_PORT',
  payments: 'KCONFERENCE_PAYMENTS_PORT',
  shop: 'KCONFERENCE_SHOP_PORT',
  gateway: 'KCONFERENCE_GATEWAY_PORT',
  admission: 'KCONFERENCE_ADMISSION_PORT',
} as const

/** The text that `--help` prints. */
export const usage = `npm start [-- --reset] [--admission] [--without-engine]

Starts etcd, kube-apiserver, kube-controller-manager, the engine, the hook server, the box office, the payment endpoint, the
shop, the cashier and a played gateway on this machine. Ctrl-C stops them. The next start still has all objects that you created.

  --reset            delete everything that earlier starts created
  --admission        refuse orders with a wrong price, a closed plan or a bad coupon when they are placed
  --without-engine   start no engine, to restore a backup (docs/backup.md): no order gets tickets or a new status
  --help             print this text

  KCONFERENCE_FOLDER          folder of all data                    .local
  KCONFERENCE_HOOKS_PORT      port of the hook server               8080
  KCONFERENCE_PAYMENTS_PORT   port of the payment endpoint          3000
  KCONFERENCE_SHOP_PORT       port of the shop                      3080
  KCONFERENCE_GATEWAY_PORT    port of the played gateway            3090
  KCONFERENCE_API_PORT        port of the API server                6443
  KCONFERENCE_ADMISSION_PORT  port of the admission webhook         8443
  METACONTROLLER              path of the real Metacontroller       the built-in stand-in`

/**
 * A function that returns the process id of npm if npm started the command, else always 0. npm ends on some signals
 * without passing them on, and its command has to end with it. A command that was started otherwise may outlive its
 * parent.
 */
export function parentOf(env: NodeJS.ProcessEnv): () => number {
  return env['npm_lifecycle_event'] === undefined ? () => 0 : () => process.ppid
}

/**
 * Reads the configuration from environment variables and arguments. Throws one sentence that names the variable or
 * argument to change.
 */
export function readConfig(env: NodeJS.ProcessEnv, argv: string[]): LocalConfig {
  const { reset, help, admission, 'without-engine': withoutEngine } = readArguments(argv)
  const { METACONTROLLER: metacontroller } = env
  return {
    folder: resolve(root, env.KCONFERENCE_FOLDER || '.local'),
    bin,
    ports: {
      apiServer: readPort(env, { name: portVariables.apiServer, otherwise: 6443 }),
      hooks: readPort(env, { name: portVariables.hooks, otherwise: 8080 }),
      payments: readPort(env, { name: portVariables.payments, otherwise: 3000 }),
    },
    shop: readPort(env, { name: portVariables.shop, otherwise: 3080 }),
    gateway: readPort(env, { name: portVariables.gateway, otherwise: 3090 }),
    ...(admission && { admission: readPort(env, { name: portVariables.admission, otherwise: 8443 }) }),
    ...(withoutEngine && { withoutEngine }),
    ...(metacontroller && { metacontroller: resolve(root, metacontroller) }),
    fsync: true,
    reset,
    help,
  }
}

const flag = { type: 'boolean', default: false } as const
const flags = { reset: flag, help: flag, admission: flag, 'without-engine': flag }

function readArguments(argv: string[]): Record<keyof typeof flags, boolean> {
  try {
    return parseArgs({ args: argv, options: flags }).values
  } catch (cause) {
    throw new Error(
      `Cannot read the arguments "${argv.join(' ')}": they must be --reset, --admission, --without-engine, --help or none`,
      { cause },
    )
  }
}

function readPort(env: NodeJS.ProcessEnv, { name, otherwise }: { name: string; otherwise: number }): number {
  const text = env[name]
  if (!text) return otherwise
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port
  throw new Error(`Cannot read ${name} "${text}": it must be a port, a whole number from 1 to 65535`)
}
