import type { LocalConfig } from '../config.ts'
import { root } from '../config.ts'
import { type ControlPlane, startControlPlane } from '../control-plane/control-plane.ts'
import { findPorts } from '../process/ports.ts'
import { startBoxOffices } from './box-office.ts'
import { gatewayUrl } from './cashier.ts'
import { chooseEngine } from './engine.ts'
import { type Identity, keepIdentity } from './identity.ts'
import { engineAccount, install, release } from './install.ts'
import { optionalNames, startOptional, valuesOf } from './optional.ts'
import { waitForPolicies } from './policies.ts'
import { hookServer, paymentServer } from './servers.ts'
import { shopUrl } from './shop.ts'

/**
 * A running system. Its processes are etcd, kube-apiserver, kube-controller-manager, hooks, box-office and payments;
 * metacontroller, shop, cashier with gateway, admission and box-office-standby are optional.
 */
export interface System extends ControlPlane {
  hooksUrl: string
  paymentsUrl: string
  /** Address of the shop, if the configuration has a port for it. */
  shopUrl?: string
  /** Address of the played gateway, if the configuration has a port for it. */
  gatewayUrl?: string
  /** 'stand-in', 'metacontroller v4.17.2', 'metacontroller (version unknown)', or 'none' without an engine. */
  engine: string
}

export interface SystemOptions {
  /** Aborting it ends the start, or all running processes. */
  signal?: AbortSignal
  log(line: string): void
}

/** Ports of etcd, of etcd for its peers, of the controller manager, and of each box office. */
type Ports = [number, number, number, ...number[]]

/**
 * Starts the control plane, installs the chart and starts the programs with its identities. The Go tools must exist
 * already.
 */
export async function startSystem(config: LocalConfig, { signal, log }: SystemOptions): Promise<System> {
  const { folder, bin, ports, fsync, audit, metacontroller, withoutEngine = false, standby } = config
  const [etcd, etcdPeer, controllerManager, ...boxOffices] = (await findPorts(4 + Number(standby === true))) as Ports
  const controlPlane = await startControlPlane({
    folder,
    bin,
    fsync,
    audit: audit === true,
    ports: { etcd, etcdPeer, apiServer: ports.apiServer, controllerManager },
    log,
    ...(signal && { signal }),
  })
  const identities: Identity[] = []
  const stop = async () => {
    for (const identity of identities) identity.stop()
    await controlPlane.stop()
  }
  try {
    const urls = urlsOf(config)
    log('installing the chart and starting hooks')
    await Promise.all([
      controlPlane.supervisor.start(hookServer({ root, port: ports.hooks })),
      install(controlPlane, { root, bin, hooksUrl: urls.hooksUrl, values: valuesOf(config) }),
    ])
    const [payments, engine] = await Promise.all([
      keepIdentity(controlPlane, { name: 'kconference-payments', namespace: release.namespace, client: 'client-node' }),
      keepIdentity(controlPlane, { ...engineAccount, client: 'client-go' }),
    ])
    identities.push(payments, engine)
    const { program, version } = await chooseEngine({ metacontroller, root, kubeconfig: engine.kubeconfig })
    log(`starting ${['box office', 'payments', ...optionalNames(config)].join(', ')}`)
    await Promise.all([
      startBoxOffices(controlPlane, { root, ports: boxOffices }).then(one => identities.push(one)),
      controlPlane.supervisor.start(paymentServer({ root, port: ports.payments, kubeconfig: payments.kubeconfig })),
      ...(withoutEngine ? [] : [controlPlane.supervisor.start(program)]),
      waitForPolicies(controlPlane),
      ...startOptional(controlPlane, { config, paymentsUrl: urls.paymentsUrl }).map(start =>
        start.then(one => identities.push(one)),
      ),
    ])
    return { ...controlPlane, ...urls, engine: withoutEngine ? 'none' : version(), stop }
  } catch (error) {
    // If a process died, its death caused the other failures.
    await stop()
    throw await Promise.race([controlPlane.supervisor.failed, error])
  }
}

function urlsOf({
  ports,
  shop,
  gateway,
}: LocalConfig): Pick<System, 'hooksUrl' | 'paymentsUrl' | 'shopUrl' | 'gatewayUrl'> {
  return {
    hooksUrl: urlOf(ports.hooks),
    paymentsUrl: urlOf(ports.payments),
    ...(shop !== undefined && { shopUrl: shopUrl(shop) }),
    ...(gateway !== undefined && { gatewayUrl: gatewayUrl(gateway) }),
  }
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`
}
