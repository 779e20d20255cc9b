import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Program, Ready } from '../process/child.ts'
import { waitForLine } from '../process/log-tail.ts'
import { waitForAnswer } from '../process/probe.ts'
import { writeAuditPolicy } from './audit.ts'
import type { Keys } from './keys.ts'

/** Ports of 127.0.0.1. */
export interface ControlPlanePorts {
  etcd: number
  etcdPeer: number
  apiServer: number
  controllerManager: number
}

interface Layout {
  /** Folder of the Go tools. */
  bin: string
  /** Folder of all data of a control plane. */
  folder: string
  ports: ControlPlanePorts
}

/** Path of the certificate that the API server creates for itself in its --cert-dir; clients trust this file. */
export function apiServerCertificate(folder: string): string {
  return join(folder, 'certificates', 'apiserver.crt')
}

/**
 * etcd with its data in `<folder>/etcd`. Without `fsync` it is faster, and loses data if the machine (not the process)
 * stops.
 */
export function etcd({ bin, folder, ports }: Layout, { fsync }: { fsync: boolean }): Program {
  const client = `http://127.0.0.1:${ports.etcd}`
  const peer = `http://127.0.0.1:${ports.etcdPeer}`
  const args = [
    `--name=kconference`,
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=kconference=${peer}`,
    '--auto-compaction-retention=5m',
    `--unsafe-no-fsync=${!fsync}`,
  ]
  const ready: Ready = ({ signal }) => waitForAnswer(`${client}/readyz`, { signal })
  return { name: 'etcd', command: join(bin, 'etcd'), args, ready }
}

/**
 * The API server with RBAC and the admission plugin OwnerReferencesPermissionEnforcement. The plugin allows
 * blockOwnerDeletion only to users who may update the finalizers of the owner, as on hardened clusters:
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#ownerreferencespermissionenforcement
 * With `audit` it logs each request.
 */
export function apiServer({ bin, folder, ports, audit = false }: Layout & { audit?: boolean }, keys: Keys): Program {
  const url = `https://127.0.0.1:${ports.apiServer}`
  const args = [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--secure-port=${ports.apiServer}`,
    `--cert-dir=${join(folder, 'certificates')}`,
    '--authorization-mode=RBAC',
    `--token-auth-file=${keys.tokens}`,
    '--service-account-issuer=https://kconference.local',
    `--service-account-key-file=${keys.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${keys.serviceAccountKey}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    '--enable-admission-plugins=OwnerReferencesPermissionEnforcement',
    ...(audit ? writeAuditPolicy(folder) : []),
  ]
  const ready: Ready = ({ signal }) =>
    waitForAnswer(`${url}/readyz`, {
      signal,
      token: keys.adminToken,
      ca: () => readFileSync(apiServerCertificate(folder), 'utf8'),
    })
  return { name: 'kube-apiserver', command: join(bin, 'kube-apiserver'), args, ready }
}

/**
 * The five controllers that conferences and their people need: they empty deleted namespaces, delete orphans, count quotas,
 * create service accounts and give the roles admin, edit and view the rights of the chart. The process holds no leader lease, so that it outlives a restart of the API server.
 */
export function controllerManager({ bin, folder, ports }: Layout, kubeconfig: string): Program {
  const certificates = join(folder, 'certificates')
  const args = [
    `--kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.controllerManager}`,
    `--cert-dir=${certificates}`,
    '--leader-elect=false',
    '--use-service-account-credentials',
    // It counts the objects of a quota that is older than its knowledge of their kinds only at the next period.
    '--resource-quota-sync-period=10s',
    '--controllers=namespace-controller,garbage-collector-controller,resourcequota-controller,serviceaccount-controller,clusterrole-aggregation-controller',
  ]
  // /healthz is green before the controllers are complete, and an API server that is missing at that time ends the
  // process.
  const ready: Ready = async ({ log, from, signal }) => {
    await waitForLine(log, { from, matches: line => line.includes('roceeding to collect garbage'), signal })
  }
  return { name: 'kube-controller-manager', command: join(bin, 'kube-controller-manager'), args, ready }
}
