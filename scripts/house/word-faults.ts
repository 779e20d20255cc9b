import { globSync } from 'node:fs'
import { functionNames } from './function-names.ts'
import { passagesOf } from './sentences.ts'

const read = [
  ...['hooks', 'local', 'bench', 'scripts', 'simulation'].map(folder => `${folder}/**/*.ts`),
  ...['charts/**/*.{yaml,tpl}', 'docs/**/*.md', '*.md'],
]
const code = ['hooks', 'local', 'bench', 'scripts', 'simulation'].map(folder => `${folder}/**/*.ts`)

/** A clause that opens as a free relative: "What is refused keeps …", "Of whose order …". A question may open so. */
const relative = /^(?:who|whoever|whose|what|whatever|where|of) [a-z`]/i
const colonRelative = /^(?:who|whoever|whose|what|whatever) (?:is|was|has|had|must|may|can|it|they|a|the) /i

/**
 * One sentence for each sentence of comments, texts and docs that does not begin with its subject, and for each function
 * that is named with a bare participle or particle.
 */
export function wordFaults(root: string, within = ''): string[] {
  const files = (patterns: string[]) =>
    globSync(patterns, { cwd: root })
      .sort()
      .filter(file => file.startsWith(within))
  const sentences = files(read).flatMap(file => passagesOf(root, file).flatMap(sentenceFaults))
  const names = files(code).flatMap(file => functionNames(root, file).flatMap(nameFault))
  return [...sentences, ...names]
}

function sentenceFaults({ file, line, text }: { file: string; line: number; text: string }): string[] {
  return text
    .split(/(?<=[.!?])\s+/)
    .flatMap(sentence => (sentence.endsWith('?') ? [] : openings(sentence)))
    .map(opening => `Cannot accept "${opening.slice(0, 60)}" in ${file}:${line}: it must begin with its subject`)
}

function openings(sentence: string): string[] {
  const [first = '', ...rest] = sentence.split(/(?<=[:;])\s+/)
  return [...(relative.test(first) ? [first] : []), ...rest.filter(part => colonRelative.test(part))]
}

const particles =
  'after again along anew at aside because before beside beyond by elsewhere for from in into late left long of off on once only others ours out over per since so still there until when with within without'
const participles =
  'brought done drawn found given gone heard held kept known led lost made met paid put read said seen sent sold swept taken told written'
const asParticle = new Set(particles.split(' '))
const asParticiple = new Set(participles.split(' ').filter(word => !['put', 'read'].includes(word)))
/** Verbs and nouns that look like a participle. */
const lookAlikes = new Set(['feed', 'heed', 'need', 'proceed', 'seed', 'shed', 'speed', 'succeed', 'embed', 'shred'])
const nouns = new Set([
  'building',
  'greeting',
  'heading',
  'ring',
  'ruling',
  'standing',
  'string',
  'warning',
  'bring',
  'ping',
])

function nameFault({ file, line, name }: { file: string; line: number; name: string }): string[] {
  const words = name
    .replaceAll(/([A-Z])/g, ' $1')
    .toLowerCase()
    .split(' ')
  const [first = '', last = ''] = [words[0], words.at(-1)]
  const isParticiple = asParticiple.has(first) || (/ed$/.test(first) && !lookAlikes.has(first))
  const isBare =
    words.length === 1 && (isParticiple || asParticle.has(first) || (/ing$/.test(first) && !nouns.has(first)))
  const isPair = words.length === 2 && isParticiple && asParticle.has(last) && last !== 'at'
  if (!isBare && !isPair) return []
  return [`Cannot accept the name "${name}" in ${file}:${line}: it must be a verb, a noun or is, has, can`]
}
