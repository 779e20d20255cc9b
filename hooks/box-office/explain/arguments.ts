import { parseArgs } from 'node:util'
import { findings } from '../../rules/box-office/explain.ts'

export interface OrderName {
  namespace: string
  name: string
}

/** The text of `--help`. */
export const usage = `node hooks/explain-order.ts NAMESPACE/NAME

Reads the objects of a namespace as they are now, and prints the decision of the box office on one order, rule by rule, and
every reason why it cannot decide now. It changes nothing. The rules, in their order:

${rulesInWords()}

--help       prints this text

KUBECONFIG   path of a kubeconfig with the right to list plans, pools, coupons, orders, payments, reservations and namespaces`

function rulesInWords(): string {
  return Object.entries(findings)
    .map(([rule, finding]) => `  ${rule.padEnd(10)} ${finding}`)
    .join('\n')
}

/** The order that the arguments name. Throws one sentence with the next step. */
export function readArguments(argv: string[]): OrderName | 'help' {
  const { help, words } = parseArguments(argv)
  if (help) return 'help'
  const [, namespace, name] = /^([^/]+)\/([^/]+)$/.exec(words.length === 1 ? String(words[0]) : '') ?? []
  if (namespace === undefined || name === undefined) throw argumentsRefusal(argv)
  return { namespace, name }
}

function parseArguments(argv: string[]): { help: boolean; words: string[] } {
  try {
    const options = { help: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true })
    return { help: values.help, words: positionals }
  } catch (cause) {
    throw argumentsRefusal(argv, cause)
  }
}

function argumentsRefusal(argv: string[], cause?: unknown): Error {
  return new Error(`Cannot explain "${argv.join(' ')}": it must be NAMESPACE/NAME of an order, or --help`, { cause })
}
