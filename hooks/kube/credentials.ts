import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { KubeConfig, type RequestContext } from '@kubernetes/client-node'
import { parse } from 'yaml'

/** A pool as client-node makes it. */
type Pool = NonNullable<ReturnType<RequestContext['getDispatcher']>>

// client-node 2.0.1 makes a new pool of connections for every request, which is a TLS handshake each.
class PooledKubeConfig extends KubeConfig {
  #pool: Pool | undefined

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context)
    const given = context.getDispatcher()
    this.#pool ??= given && withoutHttp2(given)
    if (this.#pool !== undefined) context.setDispatcher(this.#pool)
  }
}

// undici 8.12.4, which client-node asks with, prefers HTTP/2. A connection to an API server that was killed stayed in its pool
// with 100 streams counted as open, the most it allows: every request after that waited until its time was over, for good.
function withoutHttp2(pool: Pool): Pool {
  const http1 = { allowH2: false }
  return pool.compose(dispatch => (request, handler) => dispatch({ ...request, ...http1 }, handler))
}

/**
 * Where the API server is and who we are: from the kubeconfig at that path, else from the pod's ServiceAccount.
 * A token in a file is read again every minute. Connections are kept and used again. Throws one sentence if there is no such file.
 */
export function readCredentials({ kubeconfig, root = '' }: { kubeconfig?: string; root?: string }): KubeConfig {
  const credentials = new PooledKubeConfig()
  if (kubeconfig === undefined) {
    credentials.loadFromCluster(root)
  } else {
    credentials.loadFromString(JSON.stringify(withTokenProviders(kubeconfig)))
    credentials.makePathsAbsolute(dirname(kubeconfig))
  }
  return credentials
}

// client-node 2.0.1 does not know client-go's tokenFile; it reads a token file again only as this provider.
function withTokenProviders(path: string): unknown {
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
