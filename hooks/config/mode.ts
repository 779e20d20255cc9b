/** Whether a gateway moves real money, by the value of a variable. Throws a RangeError that names it and both values. */
export function readMode(variable: string, mode: string, test: string): boolean {
  if (mode === 'live' || mode === test) return mode === 'live'
  throw new RangeError(`Cannot call gateways with ${variable} "${mode}": it must be "live" or "${test}"`)
}
