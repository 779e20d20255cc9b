import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nameFaults } from './function-names.ts'
import { passagesOf } from './sentences.ts'

const code = ['hooks', 'local', 'bench', 'scripts', 'simulation'].map(folder => `${folder}/**/*.ts`)
const texts = [...code, 'charts/**/*.{yaml,tpl}', 'docs/**/*.md', '*.md']

/** A sentence that opens with a free relative: "What is refused keeps …", "Of whose order …". */
const sentenceOpening = /^(?:who|whoever|whose|what|whatever|where|of) [a-z`]/i
/** The same after a colon or a semicolon, where "of" and "where" usually belong to the words before. */
const clauseOpening = /^(?:who|whoever|whose|what|whatever) (?:is|was|has|had|must|may|can|it|they|a|the) /i

/**
 * One sentence for each clause of a comment, a text or a document that opens with a free relative, and for each function
 * that is named with a bare participle or particle. `within` is the beginning of the paths to check.
 */
export function wordFaults(root: string, within = ''): string[] {
  const read = (patterns: string[]) =>
    globSync(patterns, { cwd: root })
      .sort()
      .filter(file => file.startsWith(within))
      .map(file => ({ file, content: readFileSync(join(root, file), 'utf8') }))
  return [
    ...read(texts).flatMap(({ file, content }) => passagesOf(file, content).flatMap(one => textFaults(file, one))),
    ...read(code).flatMap(({ file, content }) => nameFaults(file, content)),
  ]
}

function textFaults(file: string, { line, text }: { line: number; text: string }): string[] {
  const place = `${file}:${line}`
  return text
    .split(/(?<=[.!?])\s+/)
    .flatMap(sentence => (sentence.endsWith('?') ? [] : relativesIn(sentence)))
    .map(clause => `Cannot accept "${clause.slice(0, 60)}" in ${place}: it must begin with its subject`)
}

function relativesIn(sentence: string): string[] {
  const [first = '', ...rest] = sentence.split(/(?<=[:;])\s+/)
  return [...(sentenceOpening.test(first) ? [first] : []), ...rest.filter(clause => clauseOpening.test(clause))]
}
