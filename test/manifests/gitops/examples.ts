import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse, parseAllDocuments } from 'yaml'
import { reasonTables } from '../../../hooks/schema/reasons/reasons.ts'
import { root } from '../../../local/config.ts'
import { template } from '../../fixtures/chart/chart.ts'

interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; annotations?: Record<string, string> }
  spec: Record<string, unknown>
}

const folder = 'examples/gitops'
const read = (path: string): Manifest[] =>
  parseAllDocuments(readFileSync(join(root, folder, path), 'utf8')).map(document => document.toJS())
const only = (list: Manifest[], kind: string, name: string) => {
  const [found] = list.filter(one => one.kind === kind && one.metadata.name === name)
  if (found === undefined) throw new Error(`Cannot find ${kind} "${name}": the example must have it`)
  return found
}
const applications = read('argo-cd/applications.yaml')
const platform = read('flux/platform.yaml')
const conferences = read('flux/conferences.yaml')
const content = globSync('conference/**/*.yaml', { cwd: join(root, folder) })
  .sort()
  .flatMap(read)
const waveOf = ({ metadata }: Manifest) => Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'])
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

t.test('the waves are the engine, the chart and the conferences', async t => {
  t.strictSame(
    applications.map(one => [one.metadata.name, waveOf(one)]),
    [
      ['metacontroller', -2],
      ['kconference', -1],
      ['conferences', 0],
    ],
  )
  for (const { spec, metadata } of applications) {
    const { syncOptions } = spec['syncPolicy'] as { syncOptions: string[] }
    t.ok(syncOptions.includes('ServerSideApply=true'), metadata.name)
    t.notOk('ignoreDifferences' in spec, metadata.name)
    t.equal(syncOptions.includes('CreateNamespace=true'), metadata.name !== 'conferences', metadata.name)
  }
})

t.test('a conference precedes its pools, and they precede its plans', async t => {
  t.strictSame(
    content.map(one => [one.kind, waveOf(one)]),
    [
      ['Conference', 0],
      ['SeatPool', 1],
      ['Plan', 2],
      ['Coupon', 2],
    ],
  )
  const [conference, ...offer] = content
  for (const { metadata } of offer) t.equal(metadata.namespace, conference?.metadata.name)
  t.match(conference, {
    metadata: {
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      },
    },
    spec: { deletionProtection: true },
  })
})

t.test('Argo CD renders the chart of this version from files that exist, and never prunes a CRD', async t => {
  const { source } = only(applications, 'Application', 'kconference').spec as {
    source: {
      path: string
      targetRevision: string
      helm: { releaseName: string; valueFiles: string[]; valuesObject: object }
    }
  }
  t.equal(source.targetRevision, `v${version}`)
  const { releaseName, valueFiles, valuesObject } = source.helm
  t.equal(releaseName, 'kconference')
  const files = valueFiles.map(file => parse(readFileSync(join(root, source.path, file), 'utf8')))
  const merged = Object.assign({}, ...files, valuesObject)
  const rendered = await template(JSON.stringify(merged))
  t.equal(rendered.code, 0)
  for (const document of parseAllDocuments(rendered.stdout)) {
    const { kind, metadata } = document.toJS()
    if (kind !== 'CustomResourceDefinition') continue
    t.match(metadata.annotations, {
      'argocd.argoproj.io/sync-options': 'Prune=false',
      'helm.sh/resource-policy': 'keep',
    })
  }
})

t.test('Flux installs the same chart with files that exist, and ignores no difference', async t => {
  const { spec } = only(platform, 'HelmRelease', 'kconference')
  t.match(spec, {
    releaseName: 'kconference',
    targetNamespace: 'kconference-system',
    dependsOn: [{ name: 'metacontroller' }],
    driftDetection: { mode: 'enabled' },
    test: { enable: true },
  })
  t.notOk('ignore' in (spec['driftDetection'] as object))
  const { chart, valuesFiles } = (spec['chart'] as { spec: { chart: string; valuesFiles: string[] } }).spec
  for (const path of [chart, ...valuesFiles]) t.ok(existsSync(join(root, path)), path)
  t.strictSame(only(platform, 'GitRepository', 'kconference').spec['ref'], { tag: `v${version}` })
})

t.test('both tools install the same engine', async t => {
  const { sources } = only(applications, 'Application', 'metacontroller').spec as {
    sources: { repoURL: string; chart?: string; targetRevision: string; helm?: { valueFiles: string[] } }[]
  }
  const [engine, own] = sources
  const { url, ref } = only(platform, 'OCIRepository', 'metacontroller').spec as { url: string; ref: { tag: string } }
  t.equal(`oci://${engine?.repoURL}/${engine?.chart}`, url)
  t.equal(engine?.targetRevision, ref.tag)
  t.equal(own?.targetRevision, `v${version}`)
  for (const file of engine?.helm?.valueFiles ?? [])
    t.ok(existsSync(join(root, file.replace('$kconference/', ''))), file)
})

t.test('Flux waits for each kind with a condition Ready, in steps over folders that exist', async t => {
  const steps = conferences.filter(({ kind }) => kind === 'Kustomization')
  t.strictSame(
    steps.map(({ metadata, spec }) => [metadata.name, spec['path'], spec['dependsOn']]),
    [
      ['conferences', './conference/conferences', undefined],
      ['offers', './conference/offers', [{ name: 'conferences' }]],
    ],
  )
  const checks = steps.flatMap(({ spec }) => spec['healthCheckExprs'] as { kind: string; failed?: string }[])
  t.strictSame(
    checks.map(({ kind }) => kind),
    ['Conference', 'Plan', 'SeatPool'],
  )
  for (const { spec } of steps) {
    t.match(spec, { wait: true, prune: true })
    t.ok(existsSync(join(root, folder, String(spec['path']))), String(spec['path']))
  }
  for (const { kind, failed = '' } of checks) {
    const reasons = reasonTables.find(({ where }) => where === `${kind}: condition Ready`)?.reasons ?? []
    for (const [, word = ''] of failed.matchAll(/reason == '(\w+)'/g)) {
      t.ok(
        reasons.some(({ reason }) => reason === word),
        word,
      )
    }
  }
})
