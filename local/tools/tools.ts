import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkGo, type Go, runGo } from './go.ts'
import { type GoTool, parseGoMod } from './go-mod.ts'
import { startProgress } from './progress.ts'

export interface ToolOptions {
  /** Folder with go.mod and go.sum. */
  folder: string
  /** Folder of the binaries. */
  bin: string
  /** Command that runs Go. */
  go?: string
  /** Aborting it ends the build. */
  signal: AbortSignal
  log(line: string): void
  /** Milliseconds between two lines of progress while one tool is compiled. */
  everyMs?: number
}

/**
 * Builds every tool of go.mod that does not exist yet, or was built from another go.mod, go.sum, Go or flags. A tool
 * appears in `bin` whole or not at all. Throws one sentence if Go is missing or too old, and the end of Go's output if
 * a build fails.
 */
export async function buildTools({
  folder,
  bin,
  signal,
  log,
  go: command = 'go',
  everyMs = 10_000,
}: ToolOptions): Promise<void> {
  mkdirSync(bin, { recursive: true })
  const goMod = readFileSync(join(folder, 'go.mod'), 'utf8')
  const goSum = readFileSync(join(folder, 'go.sum'), 'utf8')
  const { go: oldest, tools } = parseGoMod(goMod)
  const go = { folder, command, signal }
  const version = await checkGo(go, oldest)
  for (const [index, tool] of tools.entries()) {
    const stamp = createHash('sha256')
      .update(JSON.stringify([goMod, goSum, version, flagsOf(tool)]))
      .digest('hex')
    if (await isBuilt(bin, { tool, stamp })) continue
    const title = `[${index + 1}/${tools.length}] ${tool.name} ${tool.version}`
    await build(go, { tool, stamp, bin, progress: startProgress({ title, log, everyMs }) })
  }
}

async function build(
  go: Go,
  {
    tool,
    stamp,
    bin,
    progress,
  }: { tool: GoTool; stamp: string; bin: string; progress: ReturnType<typeof startProgress> },
): Promise<void> {
  const unfinished = join(bin, `.${tool.name}.${process.pid}`)
  const tail: string[] = []
  const onLine = (line: string) => {
    progress.note(line)
    tail.push(line)
    if (tail.length > 20) tail.shift()
  }
  try {
    const code = await runGo(go, { args: ['build', '-v', ...flagsOf(tool), '-o', unfinished, tool.package], onLine })
    if (code !== 0)
      throw new Error(
        `Cannot build "${tool.name}": "go build" must succeed, but ended with code ${code}:\n${tail.join('\n')}`,
      )
    await rename(unfinished, join(bin, tool.name))
    await writeFile(stampOf(bin, tool), stamp)
    progress.finish()
  } finally {
    progress.stop()
    await rm(unfinished, { force: true })
  }
}

/** The linker gives Kubernetes and helm their version; without it charts see "v0.0.0-master". */
function flagsOf({ module, version }: GoTool): string[] {
  const stamps: Record<string, string[]> = {
    'k8s.io/kubernetes': kubernetesStamps(version),
    'helm.sh/helm/v4': [`helm.sh/helm/v4/internal/version.version=${version}`],
  }
  const ldflags = ['-s', '-w', ...(stamps[module] ?? []).flatMap(stamp => ['-X', stamp])]
  return ['-trimpath', '-buildvcs=false', '-ldflags', ldflags.join(' ')]
}

function kubernetesStamps(version: string): string[] {
  const [major, minor] = version.slice(1).split('.')
  const variables = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' }
  return Object.entries(variables).map(([name, value]) => `k8s.io/component-base/version.${name}=${value}`)
}

async function isBuilt(bin: string, { tool, stamp }: { tool: GoTool; stamp: string }): Promise<boolean> {
  const built = await readFile(stampOf(bin, tool), 'utf8').catch(() => '')
  return (
    built === stamp &&
    (await access(join(bin, tool.name)).then(
      () => true,
      () => false,
    ))
  )
}

function stampOf(bin: string, tool: GoTool): string {
  return join(bin, `.${tool.name}.stamp`)
}
