import { type ErrorText, errorTexts } from './error-texts.ts'

/** A text that follows another grammar, and the reason. */
export interface ErrorException {
  file: string
  text: RegExp
  because: string
}

const engine = 'the stand-in repeats the words of Metacontroller'
const forwarded = 'it repeats the text of another error'
const fromApiServer = 'it is the answer of the API server'
const fromGateway = 'it is the answer of a gateway, in its own form'

export const exceptions: readonly ErrorException[] = [
  {
    file: 'hooks/kube/request.ts',
    text: /^\$\{cause\}$|^\$\{message\}$|^the API server answered /,
    because: fromApiServer,
  },
  { file: 'local/gateway/stripe/stripe-answer.ts', text: /^\$\{\{ type, message/, because: fromGateway },
  { file: 'local/gateway/paypal/token-route.ts', text: /^invalid_client$/, because: fromGateway },
  {
    file: 'local/kubernetes/api-error.ts',
    text: /^\$\{(?:message|body.*)\}$|^HTTP /,
    because: fromApiServer,
  },
  { file: 'local/metacontroller/kubernetes/atomic-update.ts', text: / not found$/, because: fromApiServer },
  { file: 'local/kubernetes/discovery.ts', text: /^discovery: can't find /, because: engine },
  { file: 'local/metacontroller/hooks/webhook.ts', text: /^unsupported status code: |^http error: /, because: engine },
  { file: 'local/metacontroller/controllers/sync.ts', text: /^can't reconcile children /, because: engine },
  {
    file: 'local/metacontroller/controllers/controllers.ts',
    text: /^\$\{\(cause as Error\)\.message\}$/,
    because: forwarded,
  },
  { file: 'local/metacontroller/children/manage-children.ts', text: /^can't delete /, because: engine },
  { file: 'local/metacontroller/children/manage-children.ts', text: /^\[\$\{errors\.map/, because: forwarded },
  {
    file: 'local/metacontroller/children/parent-selector.ts',
    text: /^\.spec\.selector must |^\$\{message\} of /,
    because: engine,
  },
  { file: 'scripts/defects/defect-check.ts', text: /^\$\{faults\.map/, because: forwarded },
]

/** The plain verbs of errors; add a verb only if none of these fits. */
const verbs = [
  ...['accept', 'adopt', 'answer', 'apply', 'back', 'build', 'call', 'check', 'claim', 'continue', 'count', 'drain'],
  ...['explain', 'fetch', 'find', 'finish', 'hand', 'judge', 'listen', 'log', 'print', 'reach', 'read', 'record'],
  ...['report', 'request', 'restart', 'restore', 'run', 'send', 'serve', 'share', 'start', 'stop', 'sync', 'take'],
  ...['trust', 'use', 'verify', 'wait', 'write'],
]
const mostWords = 25
const files = ['hooks/**/*.ts', 'local/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts']

/**
 * One sentence for each error of hooks/, local/, bench/ and scripts/ that does not follow the grammar `Cannot <verb>
 * <what> "<value>": <what must hold>; <next step>`, and for each exception that no text needs.
 */
export function errorFaults(root: string, allowed: readonly ErrorException[] = exceptions): string[] {
  const texts = errorTexts(root, files)
  const isAllowed = ({ file, text }: ErrorText) => allowed.some(one => one.file === file && one.text.test(text))
  const isNeeded = ({ file, text }: ErrorException) => texts.some(one => one.file === file && text.test(one.text))
  return [
    ...texts.filter(one => !isAllowed(one)).flatMap(faultOf),
    ...allowed
      .filter(one => !isNeeded(one))
      .map(({ file, text }) => `Cannot accept the exception ${text} of "${file}": a text must need it; remove it`),
  ]
}

function faultOf({ file, line, text }: ErrorText): string[] {
  const must = requirementOf(text)
  return must === undefined ? [] : [`Cannot accept "${text}" in ${file}:${line}: ${must}`]
}

/** The rule that a text breaks, undefined if it follows the grammar. */
function requirementOf(text: string): string | undefined {
  // A value may contain the separators of the grammar.
  const plain = text.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…')
  const [, verb = '', rest = ''] = /^Cannot (\w+) [^:]+: (.+)$/s.exec(plain) ?? []
  if (rest === '') return 'it must be Cannot <verb> <what> "<value>": <what must hold>; <next step>'
  if (!verbs.includes(verb)) return `its verb must be one of ${verbs.join(', ')}`
  if (/^(?:must|is|was|has)\b/.test(rest)) return 'the part after the colon must have a subject, such as "it"'
  if (/\bbe (?:there|gone)\b/.test(rest)) return 'it must use exist, given or deleted, not be there or be gone'
  if (plain.split(' ').length > mostWords) return `it must have at most ${mostWords} words beside its values`
  return undefined
}
