/**
 * The time limits of a server for a whole request, for its head, and for the TLS handshake. `head` belongs in the `http`
 * or `https` options of Fastify. By default Node.js waits a minute for a head and checks every 30 s, and Fastify waits for
 * a body for ever.
 */
export function timeLimits(milliseconds: number) {
  return {
    requestTimeout: milliseconds,
    head: { headersTimeout: milliseconds, connectionsCheckingInterval: Math.min(1_000, milliseconds) },
    tls: { handshakeTimeout: milliseconds },
  }
}
