import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@babel/parser'
import { traverseFast } from '@babel/types'

/** A piece of text that people read: a comment, a text of the code, a paragraph. */
export interface Passage {
  file: string
  line: number
  text: string
}

/** The shortest text of the code that is taken for a sentence: shorter ones are keys, names and labels. */
const fewestWords = 4

/** What people read in a file, one entry per comment, text or paragraph. Files of other kinds than these have none. */
export function passagesOf(root: string, file: string): Passage[] {
  const content = readFileSync(join(root, file), 'utf8')
  if (file.endsWith('.ts')) return passagesOfCode(file, content)
  if (file.endsWith('.md')) return passagesOfMarkdown(file, content)
  if (/\.(?:ya?ml|tpl)$/.test(file)) return passagesOfYaml(file, content)
  return []
}

function passagesOfCode(file: string, code: string): Passage[] {
  const program = parse(code, { sourceType: 'module', plugins: ['typescript'] })
  const found: Passage[] = []
  // Lines of // that follow one another are one comment.
  let last: { passage: Passage; endLine: number } | undefined
  for (const { type, value, loc } of program.comments ?? []) {
    const [line, endLine] = [loc?.start.line ?? 0, loc?.end.line ?? 0]
    if (type === 'CommentLine' && last !== undefined && last.endLine === line - 1) {
      last.passage.text += ` ${value.trim()}`
      last.endLine = endLine
      continue
    }
    const passage = {
      file,
      line,
      text: value
        .replaceAll(/\s*\n\s*\*? ?/g, ' ')
        .replace(/^\*/, '')
        .trim(),
    }
    found.push(passage)
    last = type === 'CommentLine' ? { passage, endLine } : undefined
  }
  traverseFast(program.program, node => {
    const text =
      node.type === 'StringLiteral'
        ? node.value
        : node.type === 'TemplateLiteral'
          ? code.slice(Number(node.start) + 1, Number(node.end) - 1)
          : ''
    if (text.split(' ').length >= fewestWords) found.push({ file, line: node.loc?.start.line ?? 0, text })
  })
  return found
}

function passagesOfMarkdown(file: string, content: string): Passage[] {
  const found: Passage[] = []
  let [isCode, isOpen] = [false, false]
  for (const [index, line] of content.split('\n').entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) isCode = !isCode
    const text = line.trim()
    if (isCode || text === '' || /^(?:#|```|~~~|\||[-*] |\d+\. )/.test(text)) isOpen = false
    if (isCode || text === '' || /^(?:#|```|~~~|\|[ -|]+$)/.test(text)) continue
    if (text.startsWith('|')) {
      for (const cell of text.split('|')) found.push({ file, line: index + 1, text: cell.trim() })
      continue
    }
    const words = text.replace(/^(?:[-*] |\d+\. )/, '')
    const last = found.at(-1)
    if (isOpen && last !== undefined) last.text += ` ${words}`
    else found.push({ file, line: index + 1, text: words })
    isOpen = true
  }
  return found
}

function passagesOfYaml(file: string, content: string): Passage[] {
  const found: Passage[] = []
  let isOpen = false
  for (const [index, line] of content.split('\n').entries()) {
    const [, text] = /^\s*#\s?(?:-- )?(.*)$/.exec(line) ?? /^\s*\{\{-?\s*\/\*\s?(.*?)(?:\*\/.*)?$/.exec(line) ?? []
    const last = found.at(-1)
    if (text !== undefined && isOpen && last !== undefined) last.text += ` ${text.trim()}`
    else if (text !== undefined) found.push({ file, line: index + 1, text: text.trim() })
    isOpen = text !== undefined && text.trim() !== ''
  }
  return found
}
