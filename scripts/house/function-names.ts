import { parse } from '@babel/parser'
import { type Node, traverseFast } from '@babel/types'

const particles = wordsOf(
  'after again along anew at aside because before beside beyond by elsewhere for from in into late left long of off on',
  'once only others ours out over per since so still there until when with within without',
)
/** Irregular participles; "put" and "read" are verbs too. */
const participles = wordsOf(
  'brought done drawn found given gone heard held kept known led lost made met paid said seen sent sold swept taken',
  'told written',
)
/** Verbs and nouns that end like a participle. */
const lookAlikes = wordsOf(
  'embed feed heed need proceed seed shed shred speed succeed',
  'bring building greeting heading ping ring ruling standing string warning',
)

/** One sentence for each function or method of the code that is named with a bare participle or particle. */
export function nameFaults(file: string, code: string): string[] {
  const { program } = parse(code, { sourceType: 'module', plugins: ['typescript'] })
  const faults: string[] = []
  traverseFast(program, node => {
    const name = nameOf(declaredName(node))
    const place = `${file}:${node.loc?.start.line}`
    if (isBare(name))
      faults.push(
        `Cannot accept the name "${name}" in ${place}: it must be a verb, a noun or begin with is, has or can`,
      )
  })
  return faults
}

function isBare(name: string): boolean {
  const words = name.replaceAll(/[A-Z]/g, ' $&').toLowerCase().split(' ')
  const [first = '', second = ''] = words
  const isParticiple = participles.has(first) || (first.endsWith('ed') && !lookAlikes.has(first))
  const isGerund = first.endsWith('ing') && !lookAlikes.has(first)
  if (words.length === 1) return isParticiple || isGerund || particles.has(first)
  return words.length === 2 && isParticiple && particles.has(second) && second !== 'at'
}

function declaredName(node: Node): Node | null | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return node.id
    case 'TSMethodSignature':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return node.key
    case 'VariableDeclarator':
      return node.init?.type === 'ArrowFunctionExpression' ? node.id : undefined
    default:
      return undefined
  }
}

function nameOf(node: Node | null | undefined): string {
  if (node?.type === 'PrivateName') return node.id.name
  return node?.type === 'Identifier' ? node.name : ''
}

function wordsOf(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap(line => line.split(' ')))
}
