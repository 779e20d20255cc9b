import { pino } from 'pino'
import { systemClock } from '../../box-office/clock.ts'
import { startLeadership } from '../../box-office/leading/leadership.ts'
import { startBoxOffice } from '../../box-office/program.ts'
import { createObjectChecks } from '../../box-office/views/object-checks.ts'
import type { BoxOfficeConfig } from '../../config/box-office.ts'
import { connectBoxOffice } from '../../kube/box-office-api.ts'
import { readCredentials } from '../../kube/credentials.ts'
import { connectLeases } from '../../kube/leases.ts'
import { listAndWatch } from '../../kube/watch/list-watch.ts'
import { createBoxOfficeMetrics } from '../../metrics/box-office-metrics.ts'
import { gaugePlans } from '../../metrics/plan-gauges.ts'
import { gaugePools } from '../../metrics/pool-gauges.ts'
import { createRegistry } from '../../metrics/registry.ts'
import { compileCheck } from '../validator.ts'
import { serveWatcher } from '../watcher-server.ts'

/** Runs a box office until SIGTERM, Ctrl-C or a failure, which sets the exit code. Rejects if it cannot start. */
export async function runBoxOffice(config: BoxOfficeConfig): Promise<void> {
  const { namespace, shards, identity, eventsPerSecond } = config
  const credentials = readCredentials(config)
  const registry = createRegistry()
  const log = pino({ level: config.logLevel })
  const leases = connectLeases(credentials, namespace)
  const boxOffice = startBoxOffice({
    api: connectBoxOffice(credentials),
    watch: of => listAndWatch(credentials, { ...of, log }),
    lead: events => startLeadership({ ...events, ...systemClock, leases, identity, shards, log }),
    checks: createObjectChecks(compileCheck),
    measure(readings) {
      gaugePlans(registry, readings.plans)
      gaugePools(registry, readings.pools)
      return createBoxOfficeMetrics(registry, readings.boxOffice)
    },
    events: { perSecond: eventsPerSecond, instance: identity },
    clock: systemClock,
    log,
  })
  await serveWatcher(boxOffice, { name: 'the box office', log, registry, address: config })
}
