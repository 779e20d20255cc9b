import { spawnSync } from 'node:child_process'
import { readAudit } from './supply-chain.ts'

const usage = `npm run audit [-- --required]

Looks up known vulnerabilities of the production dependencies in the npm registry. Fails if one of them is high or
critical. Prints a line if the registry cannot be reached or offers no audit, which fails only with --required.`

if (process.argv.includes('--help')) console.log(usage)
else audit()

function audit(): void {
  // Without a network npm would repeat its requests for minutes.
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000']
  const { stdout, error } = spawnSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const { outcome, sentence } = readAudit(error === undefined ? stdout : JSON.stringify({ message: error.message }))
  console.log(sentence)
  const isBad = outcome === 'failed' || (outcome === 'skipped' && process.argv.includes('--required'))
  process.exitCode = isBad ? 1 : 0
}
