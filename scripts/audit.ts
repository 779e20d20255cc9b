import { spawnSync } from 'node:child_process'
import { readAudit } from './supply-chain.ts'

const usage = `npm run audit [-- --required]

Asks the npm registry which production dependencies have known vulnerabilities. Fails when one of them is high or
critical. A registry that cannot be reached, or offers no audit, is told of and fails nothing, unless --required.`

if (process.argv.includes('--help')) console.log(usage)
else audit()

function audit(): void {
  // Without a network npm would try again for minutes.
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000']
  const { stdout, error } = spawnSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const { outcome, told } = readAudit(error === undefined ? stdout : JSON.stringify({ message: error.message }))
  console.log(told)
  const isBad = outcome === 'failed' || (outcome === 'skipped' && process.argv.includes('--required'))
  process.exitCode = isBad ? 1 : 0
}
