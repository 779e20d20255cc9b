import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { sealBackup } from '../../hooks/backup/backup-file.ts'
import { runBackup, usage } from '../../hooks/backup/command.ts'
import { createMemoryArchive, type MemoryArchive } from '../fixtures/backup/memory-archive.ts'
import { aBackup, soldConference } from '../fixtures/backup/sold-conference.ts'
import { now } from '../fixtures/objects.ts'

interface Around {
  archive?: MemoryArchive
  input?: NodeJS.ReadableStream & { isTTY?: boolean }
  output?: NodeJS.WritableStream
  signal?: AbortSignal
}

/** Runs the command; resolves to its output and its log. */
async function run(argv: string[], around: Around = {}) {
  const { archive = createMemoryArchive(), input = Readable.from([]), signal = new AbortController().signal } = around
  const output = new PassThrough()
  const printed = text(output)
  const lines: string[] = []
  const log = (line: string) => void lines.push(line)
  const connect = () => archive
  const [into, pause] = [around.output ?? output, archive.pause]
  await runBackup({ argv, connect, input, output: into, log, pause, now: () => now, signal })
  output.end()
  return { printed: await printed, lines }
}

function sold(): MemoryArchive {
  const archive = createMemoryArchive()
  for (const object of soldConference) archive.put(object)
  return archive
}

const backup = sealBackup(aBackup())
const from = (text: string) => Readable.from([Buffer.from(text)])

t.test('--help prints the usage, without an API server', async t => {
  const archive = createMemoryArchive()
  for (const argv of [['--help'], ['take', '--help'], ['restore', 'x', '--help']])
    t.strictSame(await run(argv, { archive }), { printed: `${usage}\n`, lines: [] })
  t.strictSame(archive.requests, [])
})

t.test('take prints the backup, and logs its size last', async t => {
  const { printed, lines } = await run(['take', 'conf'], { archive: sold() })
  t.equal(printed, sealBackup({ ...aBackup(), resourceVersion: String(soldConference.length) }))
  t.equal(lines.at(-1), `conference "conf": ${soldConference.length} objects, as of revision ${soldConference.length}`)
})

t.test('take --into writes the file instead, once everything is read', async t => {
  const path = join(t.testdir(), 'conf.json')
  t.match(await run(['take', 'conf', '--into', path], { archive: sold() }), { printed: '' })
  t.equal(await readFile(path, 'utf8'), sealBackup({ ...aBackup(), resourceVersion: String(soldConference.length) }))
  await t.rejects(run(['take', 'other', '--into', path], { archive: sold() }))
  t.equal((await readFile(path, 'utf8')).length > 0, true, 'otherwise the file is kept')
})

t.test('a file that was cut off or edited is refused before any request', async t => {
  for (const [text, told] of [
    [backup.slice(0, -90), 'to its end: it was cut off or edited'],
    [
      backup.replace('39.80', '39.81'),
      'its content must match the digest in its last line: it was edited or damaged; use another copy',
    ],
  ] as const) {
    const archive = createMemoryArchive()
    await t.rejects(run(['restore'], { archive, input: from(text) }), { message: new RegExp(`${told}$`) })
    t.strictSame(archive.requests, [])
  }
})

t.test('restore reads the output of take, and logs the next step last', async t => {
  const archive = createMemoryArchive()
  const { printed, lines } = await run(['restore'], { archive, input: from(backup) })
  t.equal(printed, '')
  t.equal(archive.objects().length, soldConference.length)
  t.equal(lines.at(-1), 'conference "conf": restored as of 2026-11-20T08:00:00Z; start Metacontroller again')
})

t.test('a backup of the restored conference equals the first one', async t => {
  const archive = createMemoryArchive()
  await run(['restore'], { archive, input: from(backup) })
  const { printed } = await run(['take', 'conf'], { archive })
  const again = createMemoryArchive({ id: '00000003' })
  await run(['restore'], { archive: again, input: from(printed) })
  t.equal(again.objects().length, soldConference.length)
})

t.test('any other arguments are refused before any request', async t => {
  for (const argv of [
    [],
    ['take'],
    ['take', 'a', 'b'],
    ['take', ''],
    ['restore', 'x'],
    ['restore', '--into', 'x'],
    ['take', 'conf', '--into'],
    ['take', 'conf', '--into='],
    ['x', 'y'],
    ['--x'],
    ['take', '-x'],
  ]) {
    const archive = createMemoryArchive()
    const told = `Cannot run "${argv.join(' ')}": it must be take CONFERENCE [--into FILE], restore < FILE or --help`
    await t.rejects(run(argv, { archive }), { message: told })
    t.strictSame(archive.requests, [])
  }
})

t.test('a backup is not read from a terminal', async t => {
  const input = Object.assign(from(backup), { isTTY: true })
  await t.rejects(run(['restore'], { input }), {
    message: 'Cannot read the backup: it must come from a file: restore < FILE',
  })
})

t.test('a backup that cannot be read to its end is not restored', async t => {
  const archive = createMemoryArchive()
  async function* cut() {
    yield backup.slice(0, 100)
    throw new Error('the disk is gone')
  }
  await t.rejects(run(['restore'], { archive, input: Readable.from(cut()) }), {
    message: 'Cannot read the backup: it must be readable to its end: the disk is gone',
  })
  const interrupt = new AbortController()
  const waiting = run(['restore'], { archive, input: new PassThrough(), signal: interrupt.signal })
  interrupt.abort()
  await t.rejects(waiting, {
    message: 'Cannot read the backup: it must be readable to its end: The operation was aborted',
  })
  t.strictSame(archive.requests, [])
})

t.test('an output without room is an error', async t => {
  const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) })
  await t.rejects(run(['take', 'conf'], { archive: sold(), output }), {
    message: 'Cannot write the output: standard output must accept all of it: no space left',
  })
})
