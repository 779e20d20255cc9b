import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { acceptTokens } from '../../../hooks/http/hooks/tokens.ts'

t.test('each file of the folder is a token, without the line break at its end', async t => {
  const folder = t.testdir({ 'token-1': 'first\n', 'token-2': 'second', empty: '\n', '..data': { 'token-1': 'old' } })
  const accept = acceptTokens(folder, () => 0)
  const accepted = ['first', 'second', 'old', 'firs', 'first ', '', 'third'].filter(accept)
  t.strictSame(accepted, ['first', 'second'])
})

t.test('what changes is noticed after ten seconds, and no sooner', async t => {
  const folder = t.testdir({ 'token-1': 'first' })
  let now = 0
  const accept = acceptTokens(folder, () => now)
  writeFileSync(join(folder, 'token-2'), 'second')
  rmSync(join(folder, 'token-1'))
  now = 9999
  t.strictSame([accept('first'), accept('second')], [true, false])
  now = 10_000
  t.strictSame([accept('first'), accept('second')], [false, true])
  rmSync(join(folder, 'token-2'))
  now = 20_000
  t.strictSame([accept('first'), accept('second')], [false, false], 'nobody is let in when there is none left')
})

t.test('while the folder cannot be read, what it held last is good', async t => {
  const folder = join(t.testdir({}), 'tokens')
  mkdirSync(folder)
  writeFileSync(join(folder, 'token'), 'first')
  let now = 0
  const accept = acceptTokens(folder, () => now)
  rmSync(folder, { recursive: true })
  now = 10_000
  t.equal(accept('first'), true)
})

t.test('without any token it does not start', async t => {
  const folder = t.testdir({ empty: '' })
  for (const place of [folder, join(folder, 'nowhere')]) {
    const message = `Cannot accept tokens of "${place}": it must hold a file with one`
    t.throws(() => acceptTokens(place, () => 0), new RangeError(message))
  }
})
