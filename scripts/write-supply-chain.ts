import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Build, digestOf, provenanceText, sbomText } from './supply-chain.ts'

const usage = `npm run supply-chain [-- --base NAME@sha256:… --image NAME@sha256:… --repository URL --builder URI --into FOLDER]

Writes what belongs beside an image: sbom.cdx.json, the bill of materials (CycloneDX) of the lock file, and
provenance.intoto.json, how it was built (in-toto, SLSA 1.0). Both are the same for the same commit. They are not signed.

  --base        the image it is built on, as the build argument BASE_IMAGE   left out
  --image       the image that was built                                     left out
  --repository  where the source is                                          the remote "origin"
  --builder     who builds                                                   urn:kconference:builder:by-hand
  --into        where to                                                     .local/supply-chain
  --help        print this`

const root = process.cwd()
const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    image: { type: 'string' },
    repository: { type: 'string' },
    builder: { type: 'string', default: 'urn:kconference:builder:by-hand' },
    into: { type: 'string', default: join('.local', 'supply-chain') },
    help: { type: 'boolean', default: false },
  },
})
try {
  if (values.help) console.log(usage)
  else write()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

function write(): void {
  const build = readBuild()
  const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application']
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const sbom = sbomText(JSON.parse(run('npm', args)), lock, build)
  const folder = join(root, values.into)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'sbom.cdx.json'), sbom)
  writeFileSync(join(folder, 'provenance.intoto.json'), provenanceText(build, sbom))
  console.log(`${values.into}: sbom.cdx.json, provenance.intoto.json of commit ${build.commit}`)
}

function readBuild(): Build {
  const changed = run('git', ['status', '--porcelain'])
  if (changed !== '')
    throw new Error(`Cannot tell the provenance of "${changed.split('\n')[0]}": all changes must be committed`)
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [commit = '', seconds] = run('git', ['log', '-1', '--format=%H %ct']).split(' ')
  const files = ['package.json', 'package-lock.json', 'Dockerfile'].map(file => [
    file,
    digestOf(readFileSync(join(root, file))),
  ])
  return {
    name,
    version,
    commit,
    committedAt: new Date(Number(seconds) * 1000).toISOString(),
    repository: values.repository ?? remote(),
    files: Object.fromEntries(files),
    base: values.base,
    image: values.image,
    builder: values.builder,
    tools: { node: process.versions.node, npm: run('npm', ['--version']) },
  }
}

/** A path of this machine says nothing elsewhere, and a URL may hold a password. */
function remote(): string {
  const remotes = run('git', ['remote']).split('\n')
  const url = remotes.includes('origin') ? run('git', ['remote', 'get-url', 'origin']) : ''
  return /^https:/.test(url) ? url.replace(/\/\/[^/@]*@/, '//') : 'urn:kconference:source'
}

function run(command: string, args: string[]): string {
  return execFileSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}
