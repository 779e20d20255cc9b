import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Above the ports that fetch refuses, the highest of which is 10080 (https://fetch.spec.whatwg.org/#port-blocking); below the range
 * from which systems choose the local port of an outgoing connection, so that a stopped server finds its port free again.
 */
const FIRST = 11000
const COUNT = 21000

/** Processes that look for ports at the same time, as tests do, look in different places: what one found is not yet listened on. */
let next = process.pid * 64

/** `count` TCP ports of 127.0.0.1 on which nothing listens at this moment, none of which was answered before. */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = []
  while (found.length < count) {
    const port = FIRST + (next++ % COUNT)
    if (await isFree(port)) found.push(port)
  }
  return found
}

/** Throws one sentence that names the port, what wanted it and the variable that changes it, if something listens there. */
export async function checkPort(
  port: number,
  { wantedBy, variable }: { wantedBy: string; variable: string },
): Promise<void> {
  if (await isFree(port)) return
  throw new Error(
    `Cannot start ${wantedBy} on 127.0.0.1, port "${port}": nothing else may listen there; stop that process or set ${variable} to a free port`,
  )
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
