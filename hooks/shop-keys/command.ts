import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { createSecret, publicConfigMap, readSecret, rotateSecret } from './key-secret.ts'

/** The text that `--help` prints. */
export const usage = `node hooks/shop-keys.ts create NAME [--namespace NAMESPACE]
node hooks/shop-keys.ts rotate [--keep COUNT] < SECRET
node hooks/shop-keys.ts public CONFERENCE < SECRET

create    prints a Secret with one new key; its namespace is kconference-system, or NAMESPACE
          shop-keys.ts create shop-links | kubectl create -f -
          shop-keys.ts create ticket-keys | kubectl create -f -
rotate    reads a Secret and prints it with a new key, which signs from then on. The older keys still verify. With
          --keep, only the newest COUNT keys remain; everything that the removed keys signed becomes invalid
          kubectl get secret ticket-keys -o yaml | shop-keys.ts rotate | kubectl replace -f -
public    reads the Secret ticket-keys and prints a ConfigMap with the public keys of a conference
          kubectl get secret ticket-keys -o yaml | shop-keys.ts public cloudconf
--help    prints this

The command calls no API server and writes no file. The output of create and rotate is secret. The exit code is 0 when
all is printed; otherwise it is 1, and a sentence on standard error gives the reason (docs/ticket-codes.md).`

export interface CommandOptions {
  argv: string[]
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  print(text: string): void
}

type Call =
  | { command: 'help' }
  | { command: 'create'; name: string; namespace: string }
  | { command: 'rotate'; keep: number }
  | { command: 'public'; conference: string }

/** Prints new keys, rotated keys, public keys or the help. Throws one sentence with the reason. */
export async function runShopKeys({ argv, input, print }: CommandOptions): Promise<void> {
  const call = readArguments(argv)
  if (call.command === 'help') return print(`${usage}\n`)
  if (call.command === 'create') return print(createSecret(call))
  if (input.isTTY) throw new Error('Cannot read the keys: they must come from a Secret on standard input, see --help')
  const secret = readSecret(await text(input))
  print(call.command === 'rotate' ? rotateSecret(secret, call.keep) : publicConfigMap(secret, call.conference))
}

const nameLike = /^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/
const countLike = /^[1-9][0-9]{0,3}$/

function readArguments(argv: string[]): Call {
  const { help, keep, namespace, words } = parseArguments(argv)
  const [command, name, ...others] = words
  if (help) return { command: 'help' }
  const isNamed = name !== undefined && nameLike.test(name) && others.length === 0 && keep === undefined
  if (command === 'create' && isNamed && nameLike.test(namespace ?? releaseNamespace))
    return { command, name, namespace: namespace ?? releaseNamespace }
  if (command === 'public' && isNamed && namespace === undefined) return { command, conference: name }
  if (command === 'rotate' && words.length === 1 && namespace === undefined && countLike.test(keep ?? '1'))
    return { command, keep: Number(keep ?? Number.MAX_SAFE_INTEGER) }
  throw unknownArguments(argv)
}

const releaseNamespace = 'kconference-system'

interface Words {
  help: boolean
  keep: string | undefined
  namespace: string | undefined
  words: string[]
}

function parseArguments(argv: string[]): Words {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: {
        help: { type: 'boolean', default: false },
        keep: { type: 'string' },
        namespace: { type: 'string' },
      },
      allowPositionals: true,
    })
    return { help: values.help, keep: values.keep, namespace: values.namespace, words: positionals }
  } catch (cause) {
    throw unknownArguments(argv, cause)
  }
}

function unknownArguments(argv: string[], cause?: unknown): Error {
  return new Error(
    `Cannot run "${argv.join(' ')}": it must be create NAME [--namespace NAMESPACE], rotate [--keep COUNT], public CONFERENCE or --help`,
    { cause },
  )
}
