import { parse } from '@babel/parser'
import { type Comment, type Program, traverseFast } from '@babel/types'

/** A piece of text that people read: a comment, a text of the code or a paragraph, with the line of its beginning. */
export interface Passage {
  line: number
  text: string
}

/** A text of the code or a cell of a table with fewer words is a key, a name or a label, and no sentence. */
const fewestWords = 4

/** The passages of TypeScript, Markdown, YAML or a template of helm; none of a file of another kind. */
export function passagesOf(file: string, content: string): Passage[] {
  if (file.endsWith('.ts')) return passagesOfCode(content)
  if (file.endsWith('.md')) return passagesOfMarkdown(content)
  if (/\.(?:ya?ml|tpl)$/.test(file)) return passagesOfYaml(content)
  return []
}

function passagesOfCode(code: string): Passage[] {
  const { program, comments } = parse(code, { sourceType: 'module', plugins: ['typescript'] })
  return [...commentsIn(comments as Comment[]), ...textsIn(program, code)]
}

function commentsIn(comments: readonly Comment[]): Passage[] {
  const passages: Passage[] = []
  // Successive lines of // are one comment.
  let nextLine = 0
  for (const { type, value, loc } of comments) {
    const line = Number(loc?.start.line)
    const text = value
      .replaceAll(/\s*\n\s*\*? ?/g, ' ')
      .replace(/^\*/, '')
      .trim()
    const last = passages.at(-1)
    if (type === 'CommentLine' && line === nextLine && last !== undefined) last.text += ` ${text}`
    else passages.push({ line, text })
    nextLine = type === 'CommentLine' ? line + 1 : 0
  }
  return passages
}

function textsIn(program: Program, code: string): Passage[] {
  const passages: Passage[] = []
  traverseFast(program, node => {
    if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return
    const text = node.type === 'StringLiteral' ? node.value : code.slice(Number(node.start) + 1, Number(node.end) - 1)
    if (isSentence(text)) passages.push({ line: Number(node.loc?.start.line), text })
  })
  return passages
}

const fence = /^(?:```|~~~)/
const listItem = /^(?:[-*]|\d+\.) /

function passagesOfMarkdown(content: string): Passage[] {
  const passages: Passage[] = []
  let [isCode, isOpen] = [false, false]
  for (const [index, raw] of content.split('\n').entries()) {
    const text = raw.trim()
    const line = index + 1
    const last = passages.at(-1)
    if (fence.test(text)) isCode = !isCode
    const isParagraph = !isCode && text !== '' && !/^(?:#|\||```|~~~)/.test(text)
    if (!isCode && text.startsWith('|')) passages.push(...cellsOf(text).map(cell => ({ line, text: cell })))
    else if (isParagraph && isOpen && !listItem.test(text) && last !== undefined) last.text += ` ${text}`
    else if (isParagraph) passages.push({ line, text: text.replace(listItem, '') })
    isOpen = isParagraph
  }
  return passages
}

/** The sentences among the cells of a row. */
function cellsOf(row: string): string[] {
  return row
    .split('|')
    .map(cell => cell.trim())
    .filter(isSentence)
}

function passagesOfYaml(content: string): Passage[] {
  const passages: Passage[] = []
  let [isOpen, isInTemplate] = [false, false]
  for (const [index, raw] of content.split('\n').entries()) {
    isInTemplate ||= /^\s*\{\{-?\s*\/\*/.test(raw)
    const template = isInTemplate ? raw.replace(/^\s*\{\{-?\s*\/\*/, '').replace(/\*\/.*$/, '') : undefined
    if (raw.includes('*/')) isInTemplate = false
    const text = template ?? /^\s*#\s?(?:-- )?(.*)$/.exec(raw)?.[1]
    const last = passages.at(-1)
    if (text?.trim() && isOpen && last !== undefined) last.text += ` ${text.trim()}`
    else if (text?.trim()) passages.push({ line: index + 1, text: text.trim() })
    isOpen = Boolean(text?.trim())
  }
  return passages
}

function isSentence(text: string): boolean {
  return text.split(' ').length >= fewestWords
}
