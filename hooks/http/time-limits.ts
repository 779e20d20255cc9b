/**
 * How long a server waits for a request, in milliseconds: for its head, for all of it, and for the handshake of TLS. `head` goes
 * to the `http` or `https` options of Fastify. Unless told, Node.js waits a minute for a head and looks for late ones every 30 s,
 * and Fastify waits for a body for ever.
 */
export function timeLimits(milliseconds: number) {
  return {
    requestTimeout: milliseconds,
    head: { headersTimeout: milliseconds, connectionsCheckingInterval: Math.min(1_000, milliseconds) },
    tls: { handshakeTimeout: milliseconds },
  }
}
