import t from 'tap'
import { readCommand, usage } from '../../../scripts/simulation/options.ts'

/** Fresh seeds, one after the other. */
function picks() {
  let seed = 100
  return () => {
    seed += 1
    return seed
  }
}

function runOf(...args: string[]) {
  return readCommand(args, picks())
}

t.test('without arguments the committed seed is played on one core', async t => {
  const run = { seeds: [4], schedules: 2_000, steps: 250 }
  t.strictSame(runOf(), { does: 'play', run, cores: 1, into: undefined })
})

t.test('seeds are given, listed or picked', async t => {
  const seedsOf = (...args: string[]) => {
    const command = runOf(...args)
    return command.does === 'play' && command.run.seeds
  }
  t.strictSame(seedsOf('--seed', '14'), [14])
  t.strictSame(seedsOf('--seed', '0'), [0])
  t.strictSame(seedsOf('--seed', 'random'), [101])
  t.strictSame(seedsOf('--seeds', 'random'), [101])
  t.strictSame(seedsOf('--seeds', '7,8,2147483647'), [7, 8, 2_147_483_647])
  t.strictSame(seedsOf('--seeds', '3'), [101, 102, 103])
})

t.test('all arguments can be combined', async t => {
  const args = ['--schedules', '20000', '--steps', '100', '--seeds', '5,6', '--cores', '2', '--into', 'folder']
  const run = { seeds: [5, 6], schedules: 20_000, steps: 100 }
  t.strictSame(runOf(...args), { does: 'play', run, cores: 2, into: 'folder' })
})

t.test('a schedule is replayed by its numbers, and --help precedes all', async t => {
  t.strictSame(runOf('--replay', '4294967295,0,7'), { does: 'replay', schedule: [4_294_967_295, 0, 7] })
  t.strictSame(runOf('--replay', '1', '--help'), { does: 'help' })
  t.match(usage, /--into FOLDER/)
})

t.test('each bad argument is one sentence with the condition', async t => {
  const number = 'it must be a whole number from'
  const texts: [string[], string][] = [
    [['--schedules', '0'], `Cannot read --schedules "0": ${number} 1 to 1000000000`],
    [['--schedules', '1e3'], `Cannot read --schedules "1e3": ${number} 1 to 1000000000`],
    [['--steps', ''], `Cannot read --steps "": ${number} 1 to 1000000000`],
    [['--cores', '65'], `Cannot read --cores "65": ${number} 1 to 64`],
    [['--seed', '2147483648'], `Cannot read --seed "2147483648": ${number} 0 to 2147483647`],
    [['--seed=-1'], `Cannot read --seed "-1": ${number} 0 to 2147483647`],
    [['--seeds', '1,x'], `Cannot read --seeds "x": ${number} 0 to 2147483647`],
    [['--seeds', '1001'], `Cannot read --seeds "1001": ${number} 1 to 1000`],
    [['--seeds', '1,2,1'], 'Cannot read --seeds "1,2,1": no seed must be given twice'],
    [['--seed', '1', '--seeds', '2,3'], 'Cannot read --seed and --seeds: only one of them must be given'],
    [['--replay', '1,,2'], `Cannot read --replay "": ${number} 0 to 4294967295`],
    [
      ['--fast'],
      "Unknown option '--fast'; use --schedules, --seed, --seeds, --steps, --cores, --into, --replay or --help",
    ],
  ]
  for (const [args, message] of texts) t.throws(() => runOf(...args), { message }, args.join(' '))
})
