import { type LocalConfig, portVariables } from '../config.ts'
import { checkPort } from '../process/ports.ts'

interface WantedPort {
  port: number
  wantedBy: string
  /** Environment variable that changes the port. */
  variable: string
}

/** Throws one sentence if two programs of a system have the same port. */
export function comparePorts(config: LocalConfig): void {
  const users = new Map<number, string>()
  for (const { port, wantedBy, variable } of wantedPorts(config)) {
    const user = users.get(port)
    if (user !== undefined)
      throw new Error(`Cannot start ${wantedBy} on port "${port}": ${user} has it; set ${variable} to another port`)
    users.set(port, wantedBy)
  }
}

/** Throws one sentence if a port of a system cannot be listened on. */
export async function checkPorts(config: LocalConfig): Promise<void> {
  for (const { port, ...use } of wantedPorts(config)) await checkPort(port, use)
}

function wantedPorts({ ports, shop, gateway, admission }: LocalConfig): WantedPort[] {
  const wanted: (Omit<WantedPort, 'port'> & { port: number | undefined })[] = [
    { port: ports.apiServer, wantedBy: 'the API server', variable: portVariables.apiServer },
    { port: ports.hooks, wantedBy: 'the hook server', variable: portVariables.hooks },
    { port: ports.payments, wantedBy: 'the payment endpoint', variable: portVariables.payments },
    { port: shop, wantedBy: 'the shop', variable: portVariables.shop },
    { port: gateway, wantedBy: 'the played gateway', variable: portVariables.gateway },
    { port: admission, wantedBy: 'the admission webhook', variable: portVariables.admission },
  ]
  return wanted.filter((one): one is WantedPort => one.port !== undefined)
}
