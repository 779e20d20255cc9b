import { isIP } from 'node:net'

/** Whether a URL is at an address of this machine. A name could resolve to any host, so only addresses count. */
export function isLoopbackUrl(url: string): boolean {
  const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {}
  const isLocal = hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  return isLocal && ['http:', 'https:'].includes(protocol)
}
