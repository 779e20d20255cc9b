import { chmodSync, existsSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { run } from '../../../local/process/run.ts'
import { buildTools } from '../../../local/tools/tools.ts'

const { signal } = new AbortController()

const goMod = `module example.test/local

go 1.21

tool (
	go.etcd.io/etcd/server/v3
	helm.sh/helm/v4/cmd/helm
	k8s.io/kubernetes/cmd/kubectl
)

require (
	go.etcd.io/etcd/server/v3 v3.7.3
	helm.sh/helm/v4 v4.3.1
	k8s.io/kubernetes v1.36.3
)

replace (
	go.etcd.io/etcd/server/v3 => ./etcd
	helm.sh/helm/v4 => ./helm
	k8s.io/kubernetes => ./kubernetes
)
`
const main = (name: string) => `package main

func main() { println("${name}") }
`

/** Small modules with the names of the real ones, and a script that counts the builds. */
function project(t: Test) {
  const folder = t.testdir({
    'go.mod': goMod,
    'go.sum': '',
    etcd: { 'go.mod': 'module go.etcd.io/etcd/server/v3\n\ngo 1.21\n', 'main.go': main('etcd') },
    helm: { 'go.mod': 'module helm.sh/helm/v4\n\ngo 1.21\n', cmd: { helm: { 'main.go': main('helm') } } },
    kubernetes: { 'go.mod': 'module k8s.io/kubernetes\n\ngo 1.21\n', cmd: { kubectl: { 'main.go': main('kubectl') } } },
    'go-and-count': '#!/bin/sh\n[ "$1" = build ] && printf \'%s\\n\' "$*" >> "$COUNT"\nexec go "$@"\n',
  })
  chmodSync(join(folder, 'go-and-count'), 0o755)
  process.env.COUNT = join(folder, 'count')
  const lines: string[] = []
  const bin = join(folder, 'bin')
  const go = join(folder, 'go-and-count')
  const builds = () => readFileSync(join(folder, 'count'), 'utf8').trim().split('\n')
  return { folder, bin, go, lines, builds, log: (line: string) => lines.push(line), signal }
}

const built = ['.etcd.stamp', '.helm.stamp', '.kubectl.stamp', 'etcd', 'helm', 'kubectl']

t.test('tools are built once, with their version, and again after a change', async t => {
  const { builds, lines, ...options } = project(t)
  await buildTools(options)
  t.strictSame(
    lines.map(line => line.replace(/\d+ s$/, 'N s')),
    [
      '[1/3] etcd v3.7.3: building (minutes the first time, seconds later)',
      '[1/3] etcd v3.7.3: built in N s',
      '[2/3] helm v4.3.1: building (minutes the first time, seconds later)',
      '[2/3] helm v4.3.1: built in N s',
      '[3/3] kubectl v1.36.3: building (minutes the first time, seconds later)',
      '[3/3] kubectl v1.36.3: built in N s',
    ],
  )
  t.match(builds()[0], /-ldflags -s -w -o /)
  t.match(builds()[1], '-X helm.sh/helm/v4/internal/version.version=v4.3.1')
  t.match(builds()[2], '-X k8s.io/component-base/version.gitVersion=v1.36.3')
  t.match(builds()[2], '-X k8s.io/component-base/version.gitMinor=36')
  t.strictSame(await run(join(options.bin, 'kubectl'), { args: [] }), { code: 0, stdout: '', stderr: 'kubectl\n' })
  t.strictSame(readdirSync(options.bin), built)

  await buildTools(options)
  t.equal(builds().length, 3)
  writeFileSync(join(options.folder, 'go.mod'), goMod.replace('v1.36.3', 'v1.36.4'))
  await buildTools(options)
  t.equal(builds().length, 6)
  unlinkSync(join(options.bin, 'helm'))
  await buildTools(options)
  t.equal(builds().length, 7)
  t.ok(existsSync(join(options.bin, 'helm')))
})

t.test("a build that fails shows the end of Go's output and keeps the old binary", async t => {
  const { lines, builds, ...options } = project(t)
  await buildTools(options)
  writeFileSync(join(options.folder, 'go.sum'), '\n')
  writeFileSync(
    join(options.folder, 'kubernetes', 'cmd', 'kubectl', 'main.go'),
    'package main\nfunc main() { nothing() }\n',
  )
  await t.rejects(buildTools(options), {
    message: /^Cannot build "kubectl": "go build" must succeed, but ended with code 1:\n(.*\n)*.*undefined: nothing$/,
  })
  t.strictSame(readdirSync(options.bin), built)
  t.equal((await run(join(options.bin, 'kubectl'), { args: [] })).stderr, 'kubectl\n')
})

t.test('the last 20 lines of a long output are shown', async t => {
  const { lines, builds, ...options } = project(t)
  const script = '#!/bin/sh\n[ "$1" = env ] && { echo go1.26.0; exit; }\nseq 1 100\nexit 1\n'
  writeFileSync(options.go, script)
  const end = Array.from({ length: 20 }, (_, index) => index + 81).join('\n')
  await t.rejects(buildTools(options), {
    message: `Cannot build "etcd": "go build" must succeed, but ended with code 1:\n${end}`,
  })
})
