import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { dirname, resolve } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { parse } from 'yaml'

/**
 * Address and credentials of the API server; `headers` are read before each call, because a token is renewed on disk.
 */
export interface Connection {
  server: string
  agent: http.Agent
  readHeaders(): Promise<Record<string, string>>
}

const tokenLifetimeMs = 10_000

/** Reads the current context of a kubeconfig file. Throws when the file is missing or names no cluster. */
export async function readKubeconfig(file: string, now: () => number = Date.now): Promise<Connection> {
  const kubeconfig = new KubeConfig()
  kubeconfig.loadFromFile(file)
  const cluster = kubeconfig.getCurrentCluster()
  if (!cluster) throw new Error(`Cannot read kubeconfig "${file}": its current context must name a cluster`)
  const tokenFile = tokenFileOf(file, kubeconfig.getCurrentUser()?.name)
  const token = tokenFile === undefined ? undefined : tokenReader(tokenFile, now)

  // Only the certificates of the library's agent are used, because the agent keeps no connection open.
  const tls: https.RequestOptions = {}
  await kubeconfig.applyToHTTPSOptions(tls)
  const { ca, cert, key, servername, rejectUnauthorized } = tls
  const agent = cluster.server.startsWith('https:')
    ? new https.Agent(definedOptions({ keepAlive: true, ca, cert, key, servername, rejectUnauthorized }))
    : new http.Agent({ keepAlive: true })

  async function readHeaders(): Promise<Record<string, string>> {
    if (token) return { Authorization: `Bearer ${token()}` }
    const options: https.RequestOptions = {}
    await kubeconfig.applyToHTTPSOptions(options)
    return { ...(options.headers as Record<string, string>) }
  }

  return { server: cluster.server, agent, readHeaders }
}

// `users[].user.tokenFile` is a field of the kubeconfig format that the library does not read.
// https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#AuthInfo
function tokenFileOf(file: string, user: string | undefined): string | undefined {
  const { users } = parse(readFileSync(file, 'utf8'))
  const entry = users?.find((candidate: { name: string }) => candidate.name === user)
  const tokenFile = entry?.user?.tokenFile
  return tokenFile === undefined ? undefined : resolve(dirname(file), tokenFile)
}

function tokenReader(file: string, now: () => number): () => string {
  let token = ''
  let readAt = Number.NEGATIVE_INFINITY
  return () => {
    if (now() - readAt >= tokenLifetimeMs) {
      token = readFileSync(file, 'utf8').trim()
      readAt = now()
    }
    return token
  }
}

function definedOptions(options: object): https.AgentOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== null))
}
