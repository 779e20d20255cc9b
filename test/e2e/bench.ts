import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import type { Report } from '../../bench/report.ts'
import { root } from '../../local/config.ts'
import { run } from '../../local/process/run.ts'

/** The command with a folder of its own for all that it keeps while it runs. */
async function startBench(t: Test, args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'kconference-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const env = { ...process.env, TMPDIR: folder }
  const command = spawn(process.execPath, [join(root, 'bench', 'bench.ts'), ...args], { env, cwd: folder })
  t.teardown(() => command.kill('SIGKILL'))
  return { command, folder, exit: once(command, 'exit'), errors: text(command.stderr) }
}

/** What is in the folder, and which processes were started in it. */
async function leftIn(folder: string): Promise<{ files: string[]; processes: string[] }> {
  const { stdout } = await run('ps', { args: ['-e', '-o', 'args='] })
  const processes = stdout.split('\n').filter(line => line.includes(folder))
  return { files: await readdir(folder), processes }
}

t.test('every part is measured, told, and written as JSON', async t => {
  const { command, folder, exit, errors } = await startBench(t, ['--quick', '--json', 'bench.json'])
  const printed = text(command.stdout)
  t.strictSame([await exit, await errors], [[0, null], ''])
  const report: Report = JSON.parse(await readFile(join(folder, 'bench.json'), 'utf8'))
  t.match(await printed, /\npart +what +of +median +least–most +unit +ratio +to +which is\n/)
  t.comment(await printed)
  t.strictSame(report.faults, [])
  t.match(report.engine, process.env['METACONTROLLER'] ? /^metacontroller/ : /^stand-in$/)
  const parts = ['hooks', 'functions', 'system', 'flash', 'start']
  t.strictSame([...new Set(report.figures.map(({ part }) => part))], parts)
  for (const { part, name, median, ratio } of report.figures) {
    const isGood = Number.isFinite(median) && (name === 'oversold' || name === 'lost' ? median === 0 : median > 0)
    t.ok(isGood && Number.isFinite(ratio), `${part}, ${name}: ${median}`)
  }
  const tickets = report.figures.find(({ name }) => name === 'requests of a sale: engine, create tickets')
  t.equal(tickets?.median, 1, 'an order of one ticket needs one request that makes it')
  t.strictSame(await leftIn(folder), { files: ['bench.json'], processes: [] })
})

t.test('a Ctrl-C ends it, and nothing is left behind', async t => {
  const { command, folder, exit, errors } = await startBench(t, ['--quick', '--part', 'system'])
  for await (const line of createInterface({ input: command.stdout })) if (line.includes('running, with')) break
  const { processes } = await leftIn(folder)
  t.ok(processes.length >= 3, 'the control plane runs; the engine is away while plain orders are stored')
  command.kill('SIGINT')
  t.strictSame([await exit, await errors], [[1, null], ''])
  t.strictSame(await leftIn(folder), { files: [], processes: [] })
})

t.test('an unknown part is one sentence', async t => {
  const { exit, errors } = await startBench(t, ['--part', 'everything'])
  const sentence = 'read --part "everything": it must be one of hooks, functions, system, flash, start\n'
  t.strictSame([await exit, await errors], [[1, null], sentence])
})
