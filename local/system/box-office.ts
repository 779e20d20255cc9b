import type { ControlPlane } from '../control-plane/control-plane.ts'
import { type Identity, keepIdentity } from './identity.ts'
import { release } from './install.ts'
import { boxOfficeServer } from './servers.ts'

/** The names of the processes; one leads, and the other waits to take over. */
const names = ['box-office', 'box-office-standby'] as const

/**
 * Starts a box office on each port, two at most, with the account that the chart created. Waits until each has listed
 * the objects on which it decides.
 */
export async function startBoxOffices(
  controlPlane: Pick<ControlPlane, 'kubectl' | 'folder' | 'url' | 'ca' | 'supervisor'>,
  { root, ports }: { root: string; ports: readonly number[] },
): Promise<Identity> {
  const account = { name: 'kconference-box-office', namespace: release.namespace, client: 'client-node' } as const
  const identity = await keepIdentity(controlPlane, account)
  const { kubeconfig } = identity
  const programs = ports.map((port, index) => boxOfficeServer({ root, port, kubeconfig, name: names[index] }))
  try {
    await Promise.all(programs.map(program => controlPlane.supervisor.start(program)))
    return identity
  } catch (error) {
    identity.stop()
    throw error
  }
}
