import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { notFoundError } from '../page-error.ts'

/** A file of the shop, in memory. */
interface Asset {
  bytes: Buffer
  type: string
  /** A digest of the bytes, by which a browser checks whether its copy is current. */
  etag: string
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const cacheControl = 'public, max-age=300'

/** GET /assets/<file> and /embed.js. Only these files are served, whatever path is asked for. */
export async function assetRoutes(server: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  const assets = readAssets(folder)
  const config = { limit: 'none', cacheControl } as const
  server.get<{ Params: { file: string } }>('/assets/:file', { config }, async (request, reply) =>
    sendAsset(assets.get(request.params.file), { request, reply }),
  )
  const embeddable = { ...config, isEmbeddable: true } as const
  server.get('/embed.js', { config: embeddable }, async (request, reply) =>
    sendAsset(assets.get('embed.js'), { request, reply }),
  )
  server.get('/favicon.ico', { config }, async (request, reply) =>
    sendAsset(assets.get('icon.svg'), { request, reply }),
  )
}

function readAssets(folder: string): Map<string, Asset> {
  const names = readdirSync(folder).filter(name => Object.hasOwn(types, extname(name)))
  return new Map(names.map(name => [name, readAsset(folder, name)]))
}

function readAsset(folder: string, name: string): Asset {
  const bytes = readFileSync(join(folder, name))
  const digest = createHash('sha256').update(bytes).digest('base64url')
  return { bytes, type: types[extname(name)] as string, etag: `"${digest.slice(0, 22)}"` }
}

function sendAsset(
  asset: Asset | undefined,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  if (asset === undefined) throw notFoundError()
  reply.header('etag', asset.etag)
  if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
  return reply.type(asset.type).send(asset.bytes)
}
