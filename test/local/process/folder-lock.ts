import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t, { type Test } from 'tap'
import { root } from '../../../local/config.ts'
import { lockFolder } from '../../../local/process/folder-lock.ts'

/** A process that locks the folder and keeps the lock until it ends. */
async function startHolder(t: Test, folder: string) {
  const script = `import { lockFolder } from ${JSON.stringify(join(root, 'local', 'process', 'folder-lock.ts'))}
    globalThis.unlock = lockFolder(${JSON.stringify(folder)})
    console.log('locked')
    process.stdin.resume()`
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script])
  t.teardown(() => holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  return holder
}

t.test('a folder is created, and locked until it is unlocked', async t => {
  const folder = join(t.testdir(), 'new', 'folder')
  const unlock = lockFolder(folder)
  t.equal(readFileSync(join(folder, 'system.pid'), 'utf8'), String(process.pid))
  t.throws(() => lockFolder(folder), {
    message: `Cannot use the folder "${folder}": process ${process.pid} uses it already; press Ctrl-C in its terminal, run "kill ${process.pid}", or set KCONFERENCE_FOLDER`,
  })
  t.strictSame(readdirSync(folder).sort(), ['system.lock', 'system.pid'])
  unlock()
  t.strictSame(readdirSync(folder), ['system.lock'])
  lockFolder(folder)()
})

t.test('the lock of another process names it, and ends with it, even after a kill -9', async t => {
  const folder = t.testdir()
  const holder = await startHolder(t, folder)
  t.throws(() => lockFolder(folder), {
    message: `Cannot use the folder "${folder}": process ${holder.pid} uses it already; press Ctrl-C in its terminal, run "kill ${holder.pid}", or set KCONFERENCE_FOLDER`,
  })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  t.ok(existsSync(join(folder, 'system.pid')), 'it could not tidy up')
  const unlock = lockFolder(folder)
  t.equal(readFileSync(join(folder, 'system.pid'), 'utf8'), String(process.pid))
  unlock()
})

t.test('a process that has not written its id yet is not named, nor is one before it', async t => {
  const ended = spawn(process.execPath, ['--eval', ''])
  await once(ended, 'exit')
  for (const files of [{}, { 'system.pid': String(ended.pid) }]) {
    const folder = t.testdir(files)
    const database = new DatabaseSync(join(folder, 'system.lock'))
    database.exec('BEGIN EXCLUSIVE')
    t.throws(() => lockFolder(folder), {
      message: `Cannot use the folder "${folder}": no other process may use it; stop that process, or set KCONFERENCE_FOLDER`,
    })
    database.close()
  }
})

t.test('a folder without locks is one sentence with the reason', async t => {
  const folder = t.testdir({ file: '', broken: { 'system.lock': 'no database'.repeat(100) } })
  for (const [name, reason] of [
    ['file', /\(EEXIST: .*\)$/],
    ['broken', /\(file is not a database\)$/],
  ] as const) {
    const path = join(folder, name)
    t.throws(() => lockFolder(path), { message: reason })
    t.throws(() => lockFolder(path), {
      message: `Cannot use the folder "${path}": it must be a folder of a local disk in which you may write; set KCONFERENCE_FOLDER to another one (`,
    })
  }
})
