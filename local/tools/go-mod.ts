/** A program that go.mod names in a `tool` directive. */
export interface GoTool {
  /** File name of the binary. */
  name: string
  /** Path of the package to build. */
  package: string
  /** Module the package belongs to, and its version. */
  module: string
  version: string
}

/** The tools of a go.mod file and the oldest Go that can build them: https://go.dev/ref/mod#go-mod-file */
export function parseGoMod(text: string): { go: string; tools: GoTool[] } {
  const go = /^go (\S+)$/m.exec(text)?.[1]
  if (go === undefined) throw new Error('Cannot read go.mod: it must have a line with "go" and the oldest version')
  const required = blockLines(text, 'require').map(line => line.split(' ') as [string, string])
  return { go, tools: blockLines(text, 'tool').map(path => toolOf(path, required)) }
}

function toolOf(path: string, required: [string, string][]): GoTool {
  const found = required
    .filter(([module]) => path === module || path.startsWith(`${module}/`))
    .sort(([a], [b]) => b.length - a.length)[0]
  if (found === undefined) throw new Error(`Cannot read go.mod for tool "${path}": a require line must name its module`)
  const [module, version] = found
  return { name: nameOf(path), package: path, module, version }
}

/** The last element of the path that is a name; etcd's server is a module of its own inside etcd. */
function nameOf(path: string): string {
  const words = path.split('/').filter(word => !/^v\d+$/.test(word) && word !== 'server')
  return words.at(-1) ?? path
}

function blockLines(text: string, directive: string): string[] {
  const blocks = text.matchAll(new RegExp(`^${directive} \\(\\n([^)]*)\\)$`, 'gm'))
  return [...blocks]
    .flatMap(([, lines = '']) => lines.split('\n'))
    .map(line => line.trim())
    .filter(line => line !== '')
}
