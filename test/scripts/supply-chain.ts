import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import t from 'tap'
import { type Build, digestOf, provenanceText, readAudit, readImage, sbomText } from '../../scripts/supply-chain.ts'

const project = join(import.meta.dirname, '..', '..')
const sha256 = 'ab'.repeat(32)
const build: Build = {
  name: 'kconference',
  version: '0.3.0',
  commit: 'c'.repeat(40),
  committedAt: '2026-11-28T20:08:00.000Z',
  repository: 'https://git.example.com/kconference',
  files: { 'package-lock.json': digestOf('x') },
  builder: 'https://ci.example.com/',
  tools: { node: '24.21.0' },
}
const found = {
  serialNumber: 'urn:uuid:drawn',
  metadata: { timestamp: 'now', component: { name: 'a-folder', type: 'application' }, tools: [] },
  components: [{ 'bom-ref': 'ajv@8.0.0' }, { 'bom-ref': '@types/ajv@1.0.0' }, { 'bom-ref': 'ajv@7.0.0' }],
  dependencies: [
    { ref: 'kconference@0.3.0', dependsOn: ['ajv@8.0.0', 'ajv@7.0.0'] },
    { ref: 'ajv@8.0.0' },
    { ref: 'ajv@7.0.0', dependsOn: ['ajv@8.0.0'] },
  ],
}
const lock = {
  packages: {
    '': { version: '0.3.0' },
    'node_modules/ajv': { version: '8.0.0' },
    'node_modules/tap': { version: '1.0.0', dev: true },
    'node_modules/tap/node_modules/ajv': { version: '7.0.0', dev: true },
    'node_modules/x/node_modules/@types/ajv': { version: '1.0.0' },
  },
}

t.test('a bill of materials is the same for the same commit, at any time and in any place', async t => {
  const sbom = JSON.parse(sbomText(found, lock, build))
  t.strictSame(sbom, {
    serialNumber: sbom.serialNumber,
    metadata: { timestamp: build.committedAt, component: { name: 'kconference', type: 'application' }, tools: [] },
    components: [{ 'bom-ref': 'ajv@8.0.0' }, { 'bom-ref': '@types/ajv@1.0.0' }],
    dependencies: [{ ref: 'kconference@0.3.0', dependsOn: ['ajv@8.0.0'] }, { ref: 'ajv@8.0.0' }],
  })
  t.match(sbom.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  t.equal(sbomText({ ...found, serialNumber: 'another' }, lock, build), sbomText(found, lock, build))
  t.not(JSON.parse(sbomText({ ...found, components: [] }, lock, build)).serialNumber, sbom.serialNumber)
})

t.test('the base image is one of the materials', async t => {
  const base = `node:24@sha256:${sha256}`
  const { components } = JSON.parse(sbomText(found, lock, { ...build, base }))
  const hashes = [{ alg: 'SHA-256', content: sha256 }]
  t.strictSame(components.at(-1), { type: 'container', 'bom-ref': base, name: 'node:24', hashes })
})

t.test('an image is identified by its digest alone', async t => {
  t.strictSame(readImage(`registry.example.com:5000/x:1@sha256:${sha256}`), {
    name: 'registry.example.com:5000/x:1',
    sha256,
  })
  for (const image of ['node:24', `node@sha256:${sha256}0`, 'node@sha256:x', `@sha256:${sha256}`, ''])
    t.throws(() => readImage(image), {
      message: `Cannot read image "${image}": it must be named by its digest, as in name@sha256:<64 digits>`,
    })
})

t.test('provenance names the commit, the files, the image and the builder', async t => {
  const base = `node:24@sha256:${sha256}`
  const statement = JSON.parse(provenanceText({ ...build, base, image: `shop@sha256:${sha256}` }, 'the sbom'))
  const { buildDefinition, runDetails } = statement.predicate
  t.strictSame(statement.subject, [
    { name: 'sbom.cdx.json', digest: { sha256: digestOf('the sbom') } },
    { name: 'shop', digest: { sha256 } },
  ])
  t.strictSame(buildDefinition.resolvedDependencies, [
    { uri: `git+https://git.example.com/kconference@${build.commit}`, digest: { gitCommit: build.commit } },
    { uri: 'package-lock.json', digest: { sha256: digestOf('x') } },
    { uri: `docker://${base}`, digest: { sha256 } },
  ])
  t.strictSame(buildDefinition.externalParameters.buildArgs, { REVISION: build.commit, BASE_IMAGE: base })
  t.strictSame(runDetails.builder, { id: 'https://ci.example.com/', version: { node: '24.21.0' } })
  const plain = JSON.parse(provenanceText(build, 'the sbom'))
  t.equal(plain.subject.length, 1)
  t.equal(plain.predicate.buildDefinition.resolvedDependencies.length, 2)
  t.match(plain, { _type: 'https://in-toto.io/Statement/v1', predicateType: 'https://slsa.dev/provenance/v1' })
})

t.test('an audit fails for a high or critical vulnerability, and reports that it was skipped', async t => {
  const report = (counts: object, vulnerabilities = {}) =>
    readAudit(JSON.stringify({ metadata: { vulnerabilities: counts }, vulnerabilities }))
  t.strictSame(report({ critical: 0, high: 0, moderate: 2, low: 1 }), {
    outcome: 'passed',
    sentence: 'The audit of dependencies found 0 critical, 0 high, 2 moderate, 1 low',
  })
  t.strictSame(report({ high: 1 }, { ajv: {}, pino: {} }), {
    outcome: 'failed',
    sentence:
      'The audit of dependencies found 0 critical, 1 high, 0 moderate, 0 low; update ajv, pino, or see "npm audit --omit=dev"',
  })
  const skipped = (why: string) => ({
    outcome: 'skipped',
    sentence: `The audit of dependencies was SKIPPED: ${why}`,
  })
  t.strictSame(readAudit('{"message":"405 Method Not Allowed\\nmore"}'), skipped('405 Method Not Allowed'))
  for (const printed of ['', 'null', '{}', 'npm error'])
    t.strictSame(readAudit(printed), skipped('npm printed no report'))
})

/** Runs a script with an npm that prints the given text. */
function audit(folder: string, { prints, args = [] as string[] }: { prints: string; args?: string[] }) {
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\nprintf '%s' '${prints}'\nexit 1\n`)
  chmodSync(join(folder, 'npm'), 0o755)
  const env = { ...process.env, PATH: [folder, process.env['PATH']].join(delimiter) }
  const script = join(project, 'scripts', 'audit.ts')
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env })
  return { status, stdout }
}

t.test('a registry without audits fails a build only where an audit is required', async t => {
  const folder = t.testdir({})
  const prints = '{"message":"405"}'
  const stdout = 'The audit of dependencies was SKIPPED: 405\n'
  t.strictSame(audit(folder, { prints }), { status: 0, stdout })
  t.strictSame(audit(folder, { prints, args: ['--required'] }), { status: 1, stdout })
  t.match(audit(folder, { prints: '{"metadata":{"vulnerabilities":{"critical":1}}}' }), { status: 1 })
  t.match(audit(folder, { prints: '{"metadata":{"vulnerabilities":{}}}', args: ['--required'] }), { status: 0 })
})

/** A repository with the files that determine an image; returns a function that runs the script there. */
function repository(folder: string) {
  for (const file of ['package.json', 'package-lock.json', 'Dockerfile'])
    writeFileSync(join(folder, file), readFileSync(join(project, file)))
  writeFileSync(join(folder, '.gitignore'), '.local/\n')
  const author = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false']
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    [...author, 'commit', '--quiet', '--message=x'],
  ])
    execFileSync('git', args, { cwd: folder })
  const script = join(project, 'scripts', 'write-supply-chain.ts')
  return (...args: string[]) => spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' })
}

t.test('both files describe the last commit, and are the same the next time', async t => {
  const folder = t.testdir({})
  const run = repository(folder)
  const read = (into: string) =>
    ['sbom.cdx.json', 'provenance.intoto.json'].map(file => readFileSync(join(folder, into, file), 'utf8'))
  const first = run()
  t.match(first, { status: 0, stderr: '' })
  t.match(run('--into', '.local/again'), { status: 0 })
  t.strictSame(read('.local/again'), read('.local/supply-chain'))
  const [sbom = '', provenance = ''] = read('.local/supply-chain')
  const refs = JSON.parse(sbom).components.map((one: { 'bom-ref': string }) => one['bom-ref'])
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as typeof lock
  const production = Object.entries(packages).filter(([path, one]) => path !== '' && !('dev' in one))
  const expected = production.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`)
  t.strictSame(refs.sort(), [...new Set(expected)].sort(), 'it has the production packages alone')
  t.match(provenance, digestOf(readFileSync(join(project, 'package-lock.json'))))
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n')
  t.match(run(), {
    status: 1,
    stderr: /Cannot record the provenance of " ?M Dockerfile": all changes must be committed\n$/,
  })
  t.match(run('--help'), { status: 0, stdout: /npm run supply-chain/ })
})

const dockerfile = readFileSync(join(project, 'Dockerfile'), 'utf8')

t.test('the base image is named by its digest, or the error asks for it', async t => {
  t.strictSame(dockerfile.match(/^FROM .*$/gm), ['FROM $BASE_IMAGE AS build', 'FROM $BASE_IMAGE'])
  const [, check = ''] = /^RUN (case "\$BASE_IMAGE \$PINNED" in.*?esac)$/ms.exec(dockerfile) ?? []
  const run = (env: Record<string, string>) =>
    spawnSync('/bin/sh', ['-c', check.replaceAll('\\\n', '')], { env, encoding: 'utf8' })
  const tag = { BASE_IMAGE: 'node:24-bookworm-slim' }
  t.match(run({ ...tag, PINNED: 'yes' }), { status: 1, stderr: /^Cannot build on "node:24-bookworm-slim": it must / })
  t.match(run({ ...tag, PINNED: 'no' }), { status: 0, stderr: '' })
  t.match(run({ BASE_IMAGE: `node:24@sha256:${sha256}`, PINNED: 'yes' }), { status: 0, stderr: '' })
  t.match(run({ BASE_IMAGE: 'casino', PINNED: 'yes' }), { status: 1 })
})
