import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PageError } from './page-error.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether pages of other sites may read the answer. */
    isEmbeddable?: true
    /** The header Cache-Control; no-store by default. */
    cacheControl?: string
  }
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * Sets the security headers of every answer, and refuses forms from other sites. Browsers accept scripts and styles only from
 * files of the shop, show its pages in no frame of another site, and send its addresses to no other site in a Referer.
 */
export async function secureAnswers(
  server: FastifyInstance,
  { shopUrl, paymentPages }: { shopUrl: string; paymentPages: readonly string[] },
): Promise<void> {
  const isHttps = shopUrl.startsWith('https:')
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Chromium also checks the address to which the answer of a form leads.
        formAction: ["'self'", ...paymentPages],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // A browser that once saw this header refuses the plain HTTP of a trial on the same host.
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
  })
  server.addHook('onRequest', async (request, reply) => {
    const { isEmbeddable, cacheControl = 'no-store' } = request.routeOptions.config
    reply.header('cache-control', cacheControl)
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()')
    if (isEmbeddable) {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    } else reply.header('x-robots-tag', 'noindex')
    if (!safeMethods.includes(request.method) && !isFromShop(request, shopUrl)) throw new PageError(403)
  })
}

/**
 * Whether a page of the shop sent the request. Browsers since 2023 show that in Sec-Fetch-Site; older ones send the origin of
 * the page (Fetch metadata; RFC 6454). A page can forge neither header.
 */
export function isFromShop({ headers }: Pick<FastifyRequest, 'headers'>, shopUrl: string): boolean {
  const { 'sec-fetch-site': site, origin, host } = headers
  if (site !== undefined) return site === 'same-origin'
  return origin !== undefined && (origin === shopUrl || hostOf(origin) === host)
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
