import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Build, digestOf, provenanceText, sbomText } from './supply-chain.ts'

const usage = `npm run supply-chain [-- --base NAME@sha256:… --image NAME@sha256:… --repository URL --builder URI --into FOLDER]

Writes two documents for an image: sbom.cdx.json, the bill of materials (CycloneDX) of the lock file, and
provenance.intoto.json, the record of its build (in-toto, SLSA 1.0). The same commit gives the same files, unsigned.

  --base        the base image, as the build argument BASE_IMAGE            left out
  --image       the built image                                            left out
  --repository  URL of the source                                          the remote "origin"
  --builder     URI of the builder                                         urn:kconference:builder:by-hand
  --into        folder of the files                                        .local/supply-chain
  --help        print this text`

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
  else writeSupplyChain()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

function writeSupplyChain(): void {
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
    throw new Error(`Cannot record the provenance of "${changed.split('\n')[0]}": all changes must be committed`)
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
    repository: values.repository ?? remoteUrl(),
    files: Object.fromEntries(files),
    base: values.base,
    image: values.image,
    builder: values.builder,
    tools: { node: process.versions.node, npm: run('npm', ['--version']) },
  }
}

/** A path of this machine means nothing elsewhere, and a URL may contain a password. */
function remoteUrl(): string {
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
