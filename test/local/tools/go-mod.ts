import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../../../local/config.ts'
import { parseGoMod } from '../../../local/tools/go-mod.ts'

t.test('the tools of this project and their versions', async t => {
  const { go, tools } = parseGoMod(readFileSync(join(root, 'local', 'go.mod'), 'utf8'))
  t.match(go, /^1\.\d+\.\d+$/)
  t.strictSame(
    tools.map(tool => [tool.name, tool.package, tool.module]),
    [
      ['stripe-mock', 'github.com/stripe/stripe-mock', 'github.com/stripe/stripe-mock'],
      ['kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform', 'github.com/yannh/kubeconform'],
      ['etcd', 'go.etcd.io/etcd/server/v3', 'go.etcd.io/etcd/server/v3'],
      ['helm', 'helm.sh/helm/v4/cmd/helm', 'helm.sh/helm/v4'],
      ['kube-apiserver', 'k8s.io/kubernetes/cmd/kube-apiserver', 'k8s.io/kubernetes'],
      ['kube-controller-manager', 'k8s.io/kubernetes/cmd/kube-controller-manager', 'k8s.io/kubernetes'],
      ['kubectl', 'k8s.io/kubernetes/cmd/kubectl', 'k8s.io/kubernetes'],
    ],
  )
  t.ok(tools.every(tool => /^v\d+\.\d+\.\d+$/.test(tool.version)))
})

t.test('the module of a tool is the one with the longest path, in any require block', async t => {
  const text = `go 1.26.0

tool (
	a.example/b/c/cmd/one
)

require (
	a.example/b v1.0.0
	a.example/b/c/cmd/on v4.0.0
)

require (
	a.example/b/c v2.0.0 // indirect
)
`
  t.strictSame(parseGoMod(text), {
    go: '1.26.0',
    tools: [{ name: 'one', package: 'a.example/b/c/cmd/one', module: 'a.example/b/c', version: 'v2.0.0' }],
  })
})

t.test('a tool with the name of an omitted element keeps its whole path', async t => {
  const text = 'go 1.26.0\ntool (\n\tserver\n)\nrequire (\n\tserver v1.0.0\n)\n'
  t.strictSame(
    parseGoMod(text).tools.map(tool => tool.name),
    ['server'],
  )
})

t.test('a file without go or without the module of a tool is one sentence', async t => {
  t.throws(() => parseGoMod('module a'), {
    message: 'Cannot read go.mod: it must have a line with "go" and the oldest version',
  })
  t.throws(() => parseGoMod('go 1.26.0\ntool (\n\ta.example/one\n)\n'), {
    message: 'Cannot read go.mod for tool "a.example/one": a require line must name its module',
  })
})
