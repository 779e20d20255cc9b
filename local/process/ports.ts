import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * The first port is above those that fetch rejects, the highest of which is 10080
 * (https://fetch.spec.whatwg.org/#port-blocking). The last is below the range from which systems choose the local port
 * of an outgoing connection, so that a stopped server finds its port free again.
 */
const firstPort = 11000
const portCount = 21000

/**
 * Processes that search at the same time, as tests do, search in different ranges, because nothing listens yet on a
 * port just found.
 */
let next = process.pid * 64

/** `count` TCP ports of 127.0.0.1 on which nothing listens at this moment. It returns no port twice. */
export async function findPorts(count: number): Promise<number[]> {
  const found: number[] = []
  while (found.length < count) {
    const port = firstPort + (next++ % portCount)
    if (await isFree(port)) found.push(port)
  }
  return found
}

/** Throws one sentence with the port, its user and the variable that changes it, if something listens on the port. */
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
