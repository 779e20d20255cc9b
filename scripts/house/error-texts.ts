import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@babel/parser'
import { type Class, type Node, traverseFast } from '@babel/types'

/** The text of an error; its `${…}` are those of the source. */
export interface ErrorText {
  file: string
  line: number
  text: string
}

interface Source {
  file: string
  code: string
  program: Node
}

/** Classes of errors, with the index of the argument that is the message: -1 if none is. */
type ErrorClasses = ReadonlyMap<string, number>

const builtIn: ErrorClasses = new Map([
  ['Error', 0],
  ['TypeError', 0],
  ['RangeError', 0],
  ['SyntaxError', 0],
  ['AggregateError', 1],
])

/** The beginning of the second half of an error, in any text. */
const requirement = /: (?:(?:it|they) )?must\b/

/**
 * The texts of all errors in these files: messages of errors and of classes that extend them, the property `error` of
 * an answer, and any other text with ": it must …". A part that is defined elsewhere in the code is read as `${…}`.
 */
export function errorTexts(root: string, patterns: readonly string[]): ErrorText[] {
  const sources = globSync(patterns, { cwd: root })
    .sort()
    .map(file => readSource(file, readFileSync(join(root, file), 'utf8')))
  const classes = errorClasses(sources)
  return sources.flatMap(source => textsIn(source, classes))
}

function readSource(file: string, code: string): Source {
  return { file, code, program: parse(code, { sourceType: 'module', plugins: ['typescript'] }).program }
}

function errorClasses(sources: readonly Source[]): ErrorClasses {
  const declared: Class[] = []
  for (const { program } of sources) {
    traverseFast(program, node => {
      if (node.type === 'ClassDeclaration') declared.push(node)
    })
  }
  const found = new Map(builtIn)
  for (let known = 0; known < found.size; ) {
    known = found.size
    for (const one of declared) {
      const inherited = found.get(nameOf(one.superClass))
      if (inherited !== undefined) found.set(nameOf(one.id), messageAt(one, inherited))
    }
  }
  return found
}

function messageAt({ body }: Class, inherited: number): number {
  const method = body.body.find(member => member.type === 'ClassMethod' && member.kind === 'constructor')
  if (method?.type !== 'ClassMethod') return inherited
  return method.params.findIndex(parameter => nameOf(parameter) === 'message')
}

function textsIn({ file, code, program }: Source, classes: ErrorClasses): ErrorText[] {
  const constants = constantsOf(program)
  const found = new Map<string, ErrorText>()

  function addTexts(node: Node | null | undefined, counts: (text: string) => boolean = () => true): void {
    const line = node?.loc?.start.line ?? 0
    for (const text of textsOf(node).filter(counts)) found.set(`${line} ${text}`, { file, line, text })
  }

  function textsOf(node: Node | null | undefined): string[] {
    const parts = alternatives(node, constants)
    if (parts !== undefined) return parts.flatMap(textsOf)
    return node ? [writtenText(node, code)] : []
  }

  traverseFast(program, node => {
    if (node.type === 'NewExpression') addTexts(node.arguments[classes.get(nameOf(node.callee)) ?? -1])
    if (node.type === 'CallExpression' && node.callee.type === 'Super') addTexts(node.arguments.find(isWritten))
    if (node.type === 'ObjectProperty' && nameOf(node.key) === 'error') addTexts(node.value, isOwnText)
    if (isWritten(node)) addTexts(node, text => requirement.test(text))
  })
  return [...found.values()]
}

/** The constants that contain one text, by their names. */
function constantsOf(program: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>()
  traverseFast(program, node => {
    if (node.type === 'VariableDeclarator' && isWritten(node.init)) found.set(nameOf(node.id), node.init)
  })
  return found
}

/** The possible values of an expression; undefined if the expression itself is the text. */
function alternatives(node: Node | null | undefined, constants: ReadonlyMap<string, Node>): Node[] | undefined {
  if (node?.type === 'ConditionalExpression') return [node.consequent, node.alternate]
  if (node?.type === 'LogicalExpression') return [node.left, node.right]
  const constant = constants.get(nameOf(node))
  return constant && [constant]
}

/** False for a text that only repeats another error, which is read in its own place. */
function isOwnText(text: string): boolean {
  return !/^\$\{[^}]*\}$/.test(text)
}

function isWritten(node: Node | null | undefined): node is Node {
  return node?.type === 'StringLiteral' || node?.type === 'TemplateLiteral'
}

function writtenText(node: Node, code: string): string {
  if (node.type === 'StringLiteral') return node.value
  const source = code.slice(Number(node.start), Number(node.end))
  return node.type === 'TemplateLiteral' ? source.slice(1, -1) : `\${${source}}`
}

function nameOf(node: Node | null | undefined): string {
  return node?.type === 'Identifier' ? node.name : ''
}
