import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readSeal, sealBackup, writeWholeFile } from '../../hooks/backup/backup-file.ts'
import { aBackup, soldConference } from '../fixtures/backup/sold-conference.ts'

const text = sealBackup(aBackup())
const lines = text.trimEnd().split('\n')
const last = lines.at(-1) ?? ''
const rest = text.slice(0, text.lastIndexOf(last))

t.test('the last line has the digest of all lines before it, and the number of objects', async t => {
  const sha256 = createHash('sha256').update(rest).digest('hex')
  const seal = { objects: soldConference.length, sha256 }
  t.equal(last, ` "seal": ${JSON.stringify(seal)}}`)
  t.strictSame(JSON.parse(text), { ...aBackup(), seal }, 'and all of it is JSON')
  t.strictSame(readSeal(text), { seal, isIntact: true })
  t.match(readSeal(text.trimEnd()), { isIntact: true })
  t.match(readSeal(`${text}\n`), { isIntact: true })
  t.match(readSeal(sealBackup(aBackup([]))), { seal: { objects: 0 }, isIntact: true })
})

t.test('a text that was edited is not intact', async t => {
  for (const edited of [
    text.replace('Łukasz', 'Lukasz'),
    text.replace('39.80', '39.81'),
    text.replaceAll('\n', '\r\n'),
    `${rest.slice(0, -1)}${last}`.replace('}},', '}}\n,'),
    text.replace(/"sha256":"./, '"sha256":"x'),
    `${last}\n`,
  ])
    t.notOk(readSeal(edited)?.isIntact)
})

t.test('a text that was cut off has no seal', async t => {
  for (const cut of ['', '\n', rest, text.slice(0, -3), `${rest}}`, JSON.stringify(JSON.parse(text))])
    t.equal(readSeal(cut), undefined)
})

const { signal } = new AbortController()

t.test('a file gets its name once it is complete, and only its owner can read it', async t => {
  const folder = t.testdir({ 'conf.json': 'the one before' })
  const path = join(folder, 'conf.json')
  await writeWholeFile(path, 'Łukasz', signal)
  t.equal(await readFile(path, 'utf8'), 'Łukasz')
  t.equal((await stat(path)).mode & 0o777, 0o600)
  t.strictSame(await readdir(folder), ['conf.json'])
})

t.test('after a failure the previous file is kept, and no part is left beside it', async t => {
  const folder = t.testdir({ 'conf.json': 'the one before', folder: {} })
  const path = join(folder, 'conf.json')
  const told = /^Cannot write ".*": all of it must fit there: /
  await t.rejects(writeWholeFile(path, 'x', AbortSignal.abort()), { message: told })
  await t.rejects(writeWholeFile(join(folder, 'folder'), 'x', signal), { message: told })
  await t.rejects(writeWholeFile(join(folder, 'nowhere', 'conf.json'), 'x', signal), { message: told })
  t.equal(await readFile(path, 'utf8'), 'the one before')
  t.strictSame((await readdir(folder)).sort(), ['conf.json', 'folder'])
})
