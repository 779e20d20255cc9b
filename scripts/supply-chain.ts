import { createHash } from 'node:crypto'

/** The parts of a CycloneDX document of `npm sbom` that change here; the rest stays. */
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
  /** When that was committed (RFC 3339): two builds of one commit say the same. */
  committedAt: string
  /** The address of the source, such as https://git.example.com/kconference. */
  repository: string
  /** SHA-256 of files that decide what is built, by name. */
  files: Record<string, string>
  /** The image to build on, and the one that was built, by digest. */
  base?: string | undefined
  image?: string | undefined
  /** The builder, as a URI; its tools, by name. */
  builder: string
  tools: Record<string, string>
}

/** An image that is named by its digest: name, and 64 hexadecimal digits. Throws for any other. */
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
 * The bill of materials (CycloneDX) of what `npm sbom` found: the same text for the same commit. Its own `--omit=dev` leaves out
 * production packages that a development package happens to need too, so the lock file says which ones are in the image.
 */
export function sbomText(found: Sbom, lock: Lock, { name, version, committedAt, base }: Build): string {
  const refs = new Set([`${name}@${version}`, ...productionRefs(lock)])
  const container = base === undefined ? [] : [containerOf(base)]
  const components = [...found.components.filter(one => refs.has(one['bom-ref'])), ...container]
  const dependencies = found.dependencies.filter(({ ref }) => refs.has(ref))
  const said = JSON.stringify([name, committedAt, components])
  return text({
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

/** Such as ajv@8.20.0, of every package that runs. */
function productionRefs({ packages }: Lock): string[] {
  const all = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)
  return all.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`)
}

function containerOf(image: string): object {
  const { name, sha256 } = readImage(image)
  return { type: 'container', 'bom-ref': image, name, hashes: [{ alg: 'SHA-256', content: sha256 }] }
}

/** How an image came to be: an in-toto statement with the provenance of SLSA 1.0. It is not signed. */
export function provenanceText(build: Build, sbom: string): string {
  const { name, version, commit, committedAt, repository, files, base, image, builder, tools } = build
  const subject = [
    { name: 'sbom.cdx.json', digest: { sha256: digestOf(sbom) } },
    ...(image === undefined ? [] : [digested(image)]),
  ]
  return text({
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
          ...(base === undefined ? [] : [{ uri: `docker://${base}`, digest: digested(base).digest }]),
        ],
      },
      runDetails: { builder: { id: builder, version: tools }, metadata: { finishedOn: committedAt } },
    },
  })
}

function digested(image: string): { name: string; digest: { sha256: string } } {
  const { name, sha256 } = readImage(image)
  return { name, digest: { sha256 } }
}

export function digestOf(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function text(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** The result of an audit, and a sentence for it. */
export interface Audit {
  outcome: 'passed' | 'failed' | 'skipped'
  told: string
}

/**
 * What `npm audit --json` printed. A registry that offers no audit, or none that can be reached, fails no build: the
 * sentence says that nothing was looked up.
 */
export function readAudit(printed: string): Audit {
  const report = parsed(printed)
  const { vulnerabilities: counts } = (report['metadata'] ?? {}) as { vulnerabilities?: Record<string, number> }
  if (counts === undefined) {
    const why = String(report['message'] ?? 'npm printed no report').split('\n')[0]
    return { outcome: 'skipped', told: `The audit of dependencies was SKIPPED, nothing was looked up: ${why}` }
  }
  const found = ['critical', 'high', 'moderate', 'low'].map(level => `${counts[level] ?? 0} ${level}`).join(', ')
  const isGrave = (counts['critical'] ?? 0) + (counts['high'] ?? 0) > 0
  const told = `The audit of dependencies found ${found}`
  if (!isGrave) return { outcome: 'passed', told }
  const names = Object.keys((report['vulnerabilities'] ?? {}) as object).join(', ')
  return { outcome: 'failed', told: `${told}; update ${names}, or see "npm audit --omit=dev"` }
}

function parsed(printed: string): Record<string, unknown> {
  try {
    return JSON.parse(printed) ?? {}
  } catch {
    return {}
  }
}
