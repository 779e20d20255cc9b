import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the range from which systems choose the local port of an outgoing connection, so a stopped server finds its port free again. */
const FIRST = 20000
const LAST = 32000

/** `count` different TCP ports of 127.0.0.1 on which nothing listens at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    if (!found.has(port) && (await isFree(port))) found.add(port)
  }
  return [...found]
}

/** Throws one sentence that names the port, what wanted it and the variable that changes it, if something listens there. */
export async function checkPort(
  port: number,
  { wantedBy, variable }: { wantedBy: string; variable: string },
): Promise<void> {
  if (await isFree(port)) return
  throw new Error(
    `start ${wantedBy} on 127.0.0.1, port "${port}": nothing else may listen there; stop that process or set ${variable} to a free port`,
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
