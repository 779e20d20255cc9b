import type { LocalConfig } from '../config.ts'
import { root } from '../config.ts'
import { type ControlPlane, startControlPlane } from '../control-plane/control-plane.ts'
import { findPorts } from '../process/ports.ts'
import { admissionValues, startAdmission } from './admission.ts'
import { startBoxOffices } from './box-office.ts'
import { cashierValues, gatewayUrl, startCashier } from './cashier.ts'
import { chooseEngine } from './engine.ts'
import { type Identity, keepIdentity } from './identity.ts'
import { engineAccount, install, release } from './install.ts'
import { waitForPolicies } from './policies.ts'
import { hookServer, paymentServer } from './servers.ts'
import { shopUrl, shopValues, startShop } from './shop.ts'

/**
 * A running system. Its processes are etcd, kube-apiserver, kube-controller-manager, hooks, box-office, payments and
 * metacontroller; shop, cashier with gateway, admission and box-office-standby are optional.
 */
export interface System extends ControlPlane {
  hooksUrl: string
  paymentsUrl: string
  /** Address of the shop, if the configuration has a port for it. */
  shopUrl?: string
  /** Address of the played gateway, if the configuration has a port for it. */
  gatewayUrl?: string
  /** 'stand-in', 'metacontroller v4.17.2' or 'metacontroller (version unknown)'. */
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
  const { folder, bin, ports, fsync, audit, metacontroller, shop, gateway, standby } = config
  const values = valuesOf(config)
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
      install(controlPlane, { root, bin, hooksUrl: urls.hooksUrl, values }),
    ])
    const [payments, engine] = await Promise.all([
      keepIdentity(controlPlane, { name: 'kconference-payments', namespace: release.namespace, client: 'client-node' }),
      keepIdentity(controlPlane, { ...engineAccount, client: 'client-go' }),
    ])
    identities.push(payments, engine)
    const optional = [shop !== undefined && 'shop', gateway !== undefined && 'cashier'].filter(name => name !== false)
    log(`starting ${['box office', 'payments', ...optional].join(', ')} and metacontroller`)
    const { program, version } = await chooseEngine({ metacontroller, root, kubeconfig: engine.kubeconfig })
    await Promise.all([
      startBoxOffices(controlPlane, { root, ports: boxOffices }).then(one => identities.push(one)),
      controlPlane.supervisor.start(paymentServer({ root, port: ports.payments, kubeconfig: payments.kubeconfig })),
      controlPlane.supervisor.start(program),
      waitForPolicies(controlPlane),
      ...startOptional(controlPlane, config).map(start => start.then(one => identities.push(one))),
    ])
    return { ...controlPlane, ...urls, engine: version(), stop }
  } catch (error) {
    // If a process died, its death caused the other failures.
    await stop()
    throw await Promise.race([controlPlane.supervisor.failed, error])
  }
}

/** The values with which the chart is installed, for the programs that the system has. */
function valuesOf({ shop, gateway, admission, values }: LocalConfig): object {
  return { ...shopValues(shop, gateway), ...cashierValues(gateway), ...admissionValues(admission), ...values }
}

/** The starts of the programs that a system may lack. */
function startOptional(
  controlPlane: ControlPlane,
  { shop, gateway, admission, ports }: LocalConfig,
): Promise<Identity>[] {
  const played = gateway === undefined ? undefined : gatewayUrl(gateway)
  return [
    ...(shop === undefined
      ? []
      : [startShop(controlPlane, { root, port: shop, paymentsUrl: urlOf(ports.payments), gateway: played })]),
    ...(gateway === undefined ? [] : [startCashier(controlPlane, { root, gatewayPort: gateway })]),
    ...(admission === undefined ? [] : [startAdmission(controlPlane, { root, port: admission })]),
  ]
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
