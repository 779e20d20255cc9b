import { once } from 'node:events'
import { createServer, Server } from 'node:net'

/**
 * The first port is above those that fetch rejects, the highest of which is 10080
 * (https://fetch.spec.whatwg.org/#port-blocking). The last is below the range from which systems choose the local port
 * of an outgoing connection, so that a stopped server finds its port free again.
 */
const firstPort = 11000
const portCount = 21000

const rangeSize = 64
const rangeCount = Math.floor(portCount / rangeSize)

/**
 * Nothing listens yet on a port just found, so each process searches in ranges of its own: it listens on the first port of a
 * range until it exits. Tests of several checkouts run at the same time.
 */
let nextRange = process.pid
let search: Promise<unknown> = Promise.resolve()
const ports: number[] = []

/** `count` TCP ports of 127.0.0.1 on which nothing listens at this moment. It returns no port twice. */
export function findPorts(count: number): Promise<number[]> {
  const found = search.then(() => takePorts(count))
  search = found.catch(() => undefined)
  return found
}

async function takePorts(count: number): Promise<number[]> {
  const found: number[] = []
  while (found.length < count) {
    if (ports.length === 0) ports.push(...(await takeRange()))
    const port = ports.shift() as number
    if (await isFree(port)) found.push(port)
  }
  return found
}

/** Takes the next range that no other process has, and returns its other ports. There are far more ranges than processes. */
async function takeRange(): Promise<number[]> {
  const first = firstPort + (nextRange++ % rangeCount) * rangeSize
  const guard = await listen(first)
  if (!(guard instanceof Server)) return takeRange()
  guard.unref()
  return Array.from({ length: rangeSize - 1 }, (_, index) => first + 1 + index)
}

/** Throws one sentence with the port, its user and the variable that changes it, if this process cannot listen on the port. */
export async function checkPort(
  port: number,
  { wantedBy, variable }: { wantedBy: string; variable: string },
): Promise<void> {
  const server = await listen(port)
  if (server instanceof Server) return close(server)
  const fault =
    server.code === 'EACCES'
      ? `you may not listen there; set ${variable} to a port above 1023`
      : `a process or an outgoing connection uses it; stop that process or set ${variable} to a free port`
  throw new Error(`Cannot start ${wantedBy} on port "${port}": ${fault}`)
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen(port)
  if (!(server instanceof Server)) return false
  await close(server)
  return true
}

async function close(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}

/** A server that listens on the port, or the reason why none can. */
async function listen(port: number): Promise<Server | NodeJS.ErrnoException> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
  return server
}
