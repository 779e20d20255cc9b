import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { HttpMethod, KubeConfig, RequestContext } from '@kubernetes/client-node'
import { parse } from 'yaml'

/** A pool of connections, as client-node creates it. */
type Pool = NonNullable<ReturnType<RequestContext['getDispatcher']>>

type DispatcherOptions = ReturnType<KubeConfig['createDispatcherOptions']>

const rememberedMs = 1_000

// client-node 2.0.1 reads the certificates again and creates a new pool of connections for every request. Each request then
// costs a TLS handshake, or 0.25 ms of processor time and a read of a file.
class PooledKubeConfig extends KubeConfig {
  #pool: Pool | undefined
  #headers: Record<string, string> = {}
  #rememberedUntil = 0

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    if (performance.now() >= this.#rememberedUntil) await this.#read(context.getUrl())
    for (const [name, value] of Object.entries(this.#headers)) context.setHeaderParam(name, value)
    if (this.#pool !== undefined) context.setDispatcher(this.#pool)
  }

  async #read(url: string): Promise<void> {
    const context = new RequestContext(url, HttpMethod.GET)
    await super.applySecurityAuthentication(context)
    const given = context.getDispatcher()
    this.#pool ??= given && disableHttp2(given)
    this.#headers = context.getHeaders()
    this.#rememberedUntil = performance.now() + rememberedMs
  }

  // Without a certificate authority in the kubeconfig, the library would create no pool at all.
  override createDispatcherOptions(
    ...[cluster, options]: Parameters<KubeConfig['createDispatcherOptions']>
  ): DispatcherOptions {
    return super.createDispatcherOptions(cluster, { rejectUnauthorized: true, ...options })
  }
}

// undici 8.12.4, the HTTP client of client-node, prefers HTTP/2. It kept a connection to a killed API server in its pool,
// with 100 streams counted as open, the most that it allows. From then on, every request timed out.
function disableHttp2(pool: Pool): Pool {
  const http1 = { allowH2: false }
  return pool.compose(dispatch => (request, handler) => dispatch({ ...request, ...http1 }, handler))
}

/**
 * Reads the address of the API server and our identity from the kubeconfig at that path, else from the pod's ServiceAccount.
 * A token in a file is read again every minute. Connections are reused. Throws one sentence if the file cannot be read.
 */
export function readCredentials({ kubeconfig, root = '' }: { kubeconfig?: string; root?: string }): KubeConfig {
  const credentials = new PooledKubeConfig()
  if (kubeconfig === undefined) {
    credentials.loadFromCluster(root)
  } else {
    credentials.loadFromString(JSON.stringify(addTokenProviders(kubeconfig)))
    credentials.makePathsAbsolute(dirname(kubeconfig))
  }
  return credentials
}

// client-node 2.0.1 does not know client-go's tokenFile; it reads a token file again only as this provider.
function addTokenProviders(path: string): unknown {
  const config = readYaml(path) as { users?: { user?: Record<string, unknown> }[] }
  for (const { user } of config.users ?? []) {
    if (typeof user?.tokenFile !== 'string') continue
    const tokenFile = resolve(dirname(path), user.tokenFile)
    user['auth-provider'] = { name: 'tokenFile', config: { tokenFile } }
  }
  return config
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new Error(`Cannot read the kubeconfig "${path}": it must be a file of YAML`, { cause })
  }
}
