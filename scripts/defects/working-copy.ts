import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, realpath, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const shared = ['node_modules', '.local']

/**
 * Runs `use` in a temporary copy of the working tree, and removes the copy in every case. The copy has all files that
 * git does not ignore, with node_modules and .local as links.
 */
export async function withWorkingCopy<T>(root: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kconference-defect-')))
  try {
    const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
    const { stdout } = await run('git', listing, { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    for (const path of stdout.split('\0').filter(Boolean)) await copy(path)
    for (const name of shared) await symlink(join(root, name), join(folder, name))
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }

  async function copy(path: string): Promise<void> {
    const found = await stat(join(root, path)).catch(() => undefined)
    if (!found?.isFile()) return
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await copyFile(join(root, path), join(folder, path))
  }
}

/** Runs `use` in a working copy with a patch that fits, and takes the patch out of it again. */
export async function withPatch<T>(patch: string, folder: string, use: () => Promise<T>): Promise<T> {
  await gitApply(folder, [patch])
  const result = await use()
  await gitApply(folder, ['--reverse', patch])
  return result
}

/** The objection of git to applying a patch to a working copy, if it has one; it changes nothing. */
export async function misfitOf(patch: string, folder: string): Promise<string | undefined> {
  return gitApply(folder, ['--check', patch]).then(
    () => undefined,
    ({ stderr }: { stderr: string }) => stderr.trim().replaceAll('\n', '; '),
  )
}

function gitApply(folder: string, args: readonly string[]) {
  // Without the ceiling, git would silently skip the files of a copy inside some repository.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) }
  return run('git', ['apply', '--whitespace=nowarn', ...args], { cwd: folder, env })
}
