import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { reasonTables } from '../../../hooks/schema/reasons/reasons.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const listed = new Set(reasonTables.flatMap(({ reasons }) => reasons.map(({ reason }) => reason)))

/** The reasons in the code of the programs: { reason: 'Word' } and ['Word', `a sentence`]. */
function written(): string[] {
  const files = globSync('hooks/{rules,sync,box-office,payment/recording}/**/*.ts', { cwd: root })
  return files.flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8')
    const found = [
      ...text.matchAll(/\breason: '([A-Z][A-Za-z]+)'/g),
      ...text.matchAll(/\['([A-Z][A-Za-z]+)', [`'][A-Z][a-z ]/g),
    ]
    return found.map(([, reason = '']) => reason)
  })
}

t.test('every reason that a program writes is in the table', async t => {
  t.ok(written().length > 40)
  t.strictSame(
    written().filter(reason => !listed.has(reason)),
    [],
  )
})

t.test('a table lists each reason once, in whole sentences', async t => {
  for (const { where, reasons } of reasonTables) {
    const words = reasons.map(({ reason }) => reason)
    t.strictSame([...new Set(words)], words, where)
    for (const { reason, means, todo = 'Wait.' } of reasons)
      for (const sentence of [means, todo]) t.match(sentence, /^[A-Z`].*[.]$/, `${where} ${reason}`)
  }
})
