import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { checkEngine } from '../../../local/session/check-engine.ts'

/** The path of an executable file with that text. */
function program(t: Test, text: string): string {
  const path = join(t.testdir({ metacontroller: text }), 'metacontroller')
  chmodSync(path, 0o755)
  return path
}

t.test('a program whose --help lists the flags of Metacontroller passes, whatever its exit code', async t => {
  const help = '#!/bin/sh\n[ "$*" = --help ] || exit 1\necho "  -apply-strategy string" >&2\nexit 2\n'
  await t.resolves(checkEngine(program(t, help)))
})

t.test('a file that does not exist, and a folder, are named', async t => {
  const folder = t.testdir()
  for (const path of [folder, join(folder, 'nothing')])
    await t.rejects(checkEngine(path), {
      message: `Cannot find METACONTROLLER "${path}": it must be a file; set it to the path of Metacontroller`,
    })
})

t.test('a file that is not executable has a remedy', async t => {
  const path = join(t.testdir({ metacontroller: '' }), 'metacontroller')
  await t.rejects(checkEngine(path), {
    message: `Cannot run METACONTROLLER "${path}": it must be executable; run "chmod +x ${path}"`,
  })
})

t.test('another program is named with its first line, and one that cannot run with the reason', async t => {
  for (const [text, reason] of [
    ['#!/bin/sh\necho; echo usage: another; echo more\n', 'usage: another'],
    ['#!/bin/true\n', ''],
    ['#!/nowhere/interpreter\n', 'spawn PATH ENOENT'],
  ] as const) {
    const path = program(t, text)
    await t.rejects(checkEngine(path), {
      message: `Cannot use METACONTROLLER "${path}": its --help must list the flag -apply-strategy within 10 s; use a Metacontroller for this machine (it printed "${reason.replace('PATH', path)}")`,
    })
  }
})

t.test('a program that does not end is ended, with its children', async t => {
  const path = program(t, '#!/bin/sh\nsleep 600\n')
  await t.rejects(checkEngine(path, 100), { message: 'within 0.1 s' })
})
