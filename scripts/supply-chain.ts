import { createHash } from 'node:crypto'

/** The parts of a CycloneDX document of `npm sbom` that change here; the others stay. */
interface Sbom {
  serialNumber: string
  metadata: { timestamp: string; component: { name: string; [more: string]: unknown }; [more: string]: unknown }
  components: { 'bom-ref': string; [more: string]: unknown }[]
  dependencies: { ref: string; dependsOn?: string[] }[]
  [more: string]: unknown
}

export interface Build {
  name: string
  version: string
  /** The commit, 40 hexadecimal digits. */
  commit: string
  /** Time of the commit (RFC 3339): two builds of one commit have the same. */
  committedAt: string
  /** URL of the source, such as https://git.example.com/kconference. */
  repository: string
  /** SHA-256 of the files that determine the build, by name. */
  files: Record<string, string>
  /** The base image and the built image, by digest. */
  base?: string | undefined
  image?: string | undefined
  /** URI of the builder, and its tools by name. */
  builder: string
  tools: Record<string, string>
}

/** Name and digest (64 hexadecimal digits) of an image that is named by its digest. Throws for any other name. */
export function readImage(image: string): { name: string; sha256: string } {
  const [, name, sha256] = /^([^@\s]+)@sha256:([0-9a-f]{64})$/.exec(image) ?? []
  if (name === undefined || sha256 === undefined)
    throw new Error(`Cannot read image "${image}": it must be named by its digest, as in name@sha256:<64 digits>`)
  return { name, sha256 }
}

/** A package of a lock file; `dev` if only development needs it. */
export interface Lock {
  packages: Record<string, { version?: string; dev?: boolean }>
}

/**
 * The bill of materials (CycloneDX) from the output of `npm sbom`: the same text for the same commit. Its own
 * `--omit=dev` leaves out production packages that a development package needs too, so the lock file decides which ones
 * are in the image.
 */
export function sbomText(found: Sbom, lock: Lock, { name, version, committedAt, base }: Build): string {
  const refs = new Set([`${name}@${version}`, ...productionRefs(lock)])
  const container = base === undefined ? [] : [containerOf(base)]
  const components = [...found.components.filter(one => refs.has(one['bom-ref'])), ...container]
  const dependencies = found.dependencies.filter(({ ref }) => refs.has(ref))
  const said = JSON.stringify([name, committedAt, components])
  return jsonText({
    ...found,
    // A UUID of version 8: its digits are a digest (RFC 9562).
    serialNumber: digestOf(said).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, 'urn:uuid:$1-$2-8$3-a$4-$5'),
    metadata: {
      ...found.metadata,
      timestamp: committedAt,
      component: { ...found.metadata.component, name },
    },
    components,
    dependencies: dependencies.map(one => ({ ...one, dependsOn: one.dependsOn?.filter(ref => refs.has(ref)) })),
  })
}

/** References of every package that runs, such as ajv@8.20.0. */
function productionRefs({ packages }: Lock): string[] {
  const all = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)
  return all.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`)
}

function containerOf(image: string): object {
  const { name, sha256 } = readImage(image)
  return { type: 'container', 'bom-ref': image, name, hashes: [{ alg: 'SHA-256', content: sha256 }] }
}

/** The origin of an image: an in-toto statement with the provenance of SLSA 1.0. It is not signed. */
export function provenanceText(build: Build, sbom: string): string {
  const { name, version, commit, committedAt, repository, files, base, image, builder, tools } = build
  const subject = [
    { name: 'sbom.cdx.json', digest: { sha256: digestOf(sbom) } },
    ...(image === undefined ? [] : [imageDigest(image)]),
  ]
  return jsonText({
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://mobyproject.org/buildkit@v1',
        externalParameters: {
          dockerfile: 'Dockerfile',
          name,
          version,
          buildArgs: { REVISION: commit, ...(base && { BASE_IMAGE: base }) },
        },
        resolvedDependencies: [
          { uri: `git+${repository}@${commit}`, digest: { gitCommit: commit } },
          ...Object.entries(files).map(([uri, sha256]) => ({ uri, digest: { sha256 } })),
          ...(base === undefined ? [] : [{ uri: `docker://${base}`, digest: imageDigest(base).digest }]),
        ],
      },
      runDetails: { builder: { id: builder, version: tools }, metadata: { finishedOn: committedAt } },
    },
  })
}

function imageDigest(image: string): { name: string; digest: { sha256: string } } {
  const { name, sha256 } = readImage(image)
  return { name, digest: { sha256 } }
}

export function digestOf(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** The result of an audit, and a sentence for it. */
export interface Audit {
  outcome: 'passed' | 'failed' | 'skipped'
  sentence: string
}

/**
 * Reads the output of `npm audit --json`. A registry that offers no audit or cannot be reached fails no build; the
 * sentence then says that the audit was skipped.
 */
export function readAudit(printed: string): Audit {
  const report = parseReport(printed)
  const { vulnerabilities: counts } = (report['metadata'] ?? {}) as { vulnerabilities?: Record<string, number> }
  if (counts === undefined) {
    const why = String(report['message'] ?? 'npm printed no report').split('\n')[0]
    return { outcome: 'skipped', sentence: `The audit of dependencies was SKIPPED: ${why}` }
  }
  const found = ['critical', 'high', 'moderate', 'low'].map(level => `${counts[level] ?? 0} ${level}`).join(', ')
  const isGrave = (counts['critical'] ?? 0) + (counts['high'] ?? 0) > 0
  const sentence = `The audit of dependencies found ${found}`
  if (!isGrave) return { outcome: 'passed', sentence }
  const names = Object.keys((report['vulnerabilities'] ?? {}) as object).join(', ')
  return { outcome: 'failed', sentence: `${sentence}; update ${names}, or see "npm audit --omit=dev"` }
}

function parseReport(printed: string): Record<string, unknown> {
  try {
    return JSON.parse(printed) ?? {}
  } catch {
    return {}
  }
}
