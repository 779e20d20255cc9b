import { isIPv6 } from 'node:net'

/**
 * The name of a source in limits and messages: an IPv4 address, or the /64 of an IPv6 address, because the owner of one
 * address in such a network has all of them. Any other text, which only a proxy can send, is cut to 64 characters.
 */
export function callerName(address: string): string {
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return address.slice(0, 64)
  // A URL writes every address in groups of hexadecimal digits: ::ffff:192.0.2.1 becomes ::ffff:c000:201.
  const groups = expandGroups(new URL(`http://[${bare}]`).hostname.slice(1, -1))
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
  if (isMapped) return groups.slice(6).flatMap(bytesOf).join('.')
  return `${new URL(`http://[${groups.slice(0, 4).join(':')}::]`).hostname.slice(1, -1)}/64`
}

/** All eight groups of an address; "::" stands for groups of 0. */
function expandGroups(address: string): string[] {
  const [head = [], tail = []] = address.split('::').map(half => half.split(':').filter(group => group !== ''))
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
}

function bytesOf(group: string): number[] {
  const number = Number.parseInt(group, 16)
  return [number >> 8, number & 255]
}
