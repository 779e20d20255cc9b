import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@babel/parser'
import { type Node, traverseFast } from '@babel/types'

/** The names of functions and methods that a file declares. */
export function functionNames(root: string, file: string): { file: string; line: number; name: string }[] {
  const { program } = parse(readFileSync(join(root, file), 'utf8'), { sourceType: 'module', plugins: ['typescript'] })
  const found: { file: string; line: number; name: string }[] = []
  traverseFast(program, node => {
    const name = nameOf(declaredName(node))
    if (name !== '') found.push({ file, line: node.loc?.start.line ?? 0, name })
  })
  return found
}

function declaredName(node: Node): Node | null | undefined {
  if (node.type === 'FunctionDeclaration') return node.id
  if (node.type === 'TSMethodSignature') return node.key
  if (node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod') return node.key
  if (node.type === 'VariableDeclarator' && node.init?.type === 'ArrowFunctionExpression') return node.id
  return undefined
}

function nameOf(node: Node | null | undefined): string {
  if (node?.type === 'PrivateName') return node.id.name
  return node?.type === 'Identifier' ? node.name : ''
}
