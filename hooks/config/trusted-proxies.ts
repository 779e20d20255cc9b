import { BlockList, isIP } from 'node:net'
import { readList } from '../payment/accounts.ts'

/**
 * TRUSTED_PROXIES: the addresses or ranges (10.0.0.0/8) of the proxies in front of the program. Only their X-Forwarded-For
 * is trusted. Throws a RangeError that names the variable and its rule.
 */
export function readTrustedProxies(text: string): string[] {
  const proxies = readList(text)
  for (const proxy of proxies) {
    if (isRange(proxy)) continue
    throw new RangeError(`Cannot trust TRUSTED_PROXIES "${proxy}": it must be an address or a range such as 10.0.0.0/8`)
  }
  return proxies
}

function isRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  if (prefix === undefined) return true
  try {
    if (!/^[0-9]{1,3}$/.test(prefix)) return false
    new BlockList().addSubnet(address, Number(prefix), version === 4 ? 'ipv4' : 'ipv6')
    return true
  } catch {
    return false
  }
}
