import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { writeWholeFile } from '../../hooks/backup/whole-file.ts'

const { signal } = new AbortController()

t.test('a file has its name once it is complete, and is for its owner alone', async t => {
  const folder = t.testdir({ 'conf.json': 'the one before' })
  const path = join(folder, 'conf.json')
  await writeWholeFile(path, 'Łukasz', signal)
  t.equal(await readFile(path, 'utf8'), 'Łukasz')
  t.equal((await stat(path)).mode & 0o777, 0o600)
  t.strictSame(await readdir(folder), ['conf.json'])
})

t.test('what was there before stays when it cannot be written, and nothing is left beside it', async t => {
  const folder = t.testdir({ 'conf.json': 'the one before', folder: {} })
  const path = join(folder, 'conf.json')
  const told = /^Cannot write ".*": all of it must fit there: /
  await t.rejects(writeWholeFile(path, 'x', AbortSignal.abort()), { message: told })
  await t.rejects(writeWholeFile(join(folder, 'folder'), 'x', signal), { message: told })
  await t.rejects(writeWholeFile(join(folder, 'nowhere', 'conf.json'), 'x', signal), { message: told })
  t.equal(await readFile(path, 'utf8'), 'the one before')
  t.strictSame((await readdir(folder)).sort(), ['conf.json', 'folder'])
})
