import { spawnSync } from 'node:child_process'
import t from 'tap'

function simulate(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/simulate.ts', ...args], { encoding: 'utf8' })
  return { status, stderr, lines: stdout.trim().split('\n') }
}

t.test('schedules are played on two cores, and a second start reads their results', async t => {
  const args = ['--schedules', '3', '--steps', '40', '--seeds', '2', '--cores', '2', '--into', t.testdir()]
  const first = simulate(...args)
  t.equal(first.status, 0, first.stderr)
  t.match(first.lines[0], /^3 schedules of 40 steps for each seed: \d+, \d+$/)
  t.match(first.lines.slice(-4)[0], /^6 schedules, \d+ revisions checked$/)
  t.equal(first.lines.at(-1), '0 violations')
  const second = simulate(...args)
  t.equal(second.status, 0, second.stderr)
  t.strictSame(second.lines.slice(-4), first.lines.slice(-4))
  t.equal(second.lines[0], first.lines[0], 'the seeds that were picked are kept')
  t.match(second.lines[1], /^6 of 6 schedules, \d+ revisions, 0 violations$/)
})

t.test('a schedule is replayed in words', async t => {
  const { status, lines } = simulate('--replay', '1,2,3')
  t.equal(status, 0)
  t.match(lines[0], /^world /)
  t.equal(lines.at(-1), 'all promises were kept')
})

t.test('an unreadable argument prints one sentence and exits with code 1', async t => {
  t.match(simulate('--cores', 'all'), {
    status: 1,
    stderr: 'Cannot read --cores "all": it must be a whole number from 1 to 64\n',
  })
  t.match(simulate('--help'), { status: 0, lines: [/^npm run simulate/] })
})
