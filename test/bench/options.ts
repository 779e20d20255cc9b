import t from 'tap'
import { readOptions, usage } from '../../bench/options.ts'

const usual = {
  parts: ['hooks', 'functions', 'system', 'conferences', 'offers', 'flash', 'shop', 'start', 'peer'],
  rounds: 3,
  sales: [1_000, 3_000, 10_000],
  json: '.local/bench.json',
  quick: false,
  help: false,
}

t.test('without arguments all parts are measured three times', async t => {
  t.strictSame(readOptions([]), usual)
})

t.test('each argument changes its own value and is in the usage', async t => {
  const args = [
    '--part',
    'system',
    '--part=flash',
    '--rounds=5',
    '--sales',
    '20,4000',
    '--json=b.json',
    '--values=lean.yaml',
    '--peer=peer.json',
    '--help',
  ]
  t.strictSame(readOptions(args), {
    ...usual,
    parts: ['system', 'flash'],
    rounds: 5,
    sales: [20, 4000],
    json: 'b.json',
    values: 'lean.yaml',
    peer: 'peer.json',
    help: true,
  })
  for (const name of ['--part', '--rounds', '--sales', '--quick', '--json', '--values', '--peer', '--help'])
    t.match(usage, `\n  ${name}`)
})

t.test('--quick means one small round, unless other arguments change that', async t => {
  t.strictSame(readOptions(['--quick']), { ...usual, quick: true, rounds: 1, sales: [20] })
  t.strictSame(readOptions(['--quick', '--rounds=2', '--sales=30']), { ...usual, quick: true, rounds: 2, sales: [30] })
})

t.test('each bad value is one sentence', async t => {
  const sentences = {
    '--part=everything':
      'Cannot read --part "everything": it must be one of hooks, functions, system, conferences, offers, flash, shop, start, peer',
    '--rounds=1': 'Cannot read --rounds "1": it must be a whole number of at least 2',
    '--rounds=two': 'Cannot read --rounds "two": it must be a whole number of at least 2',
    '--sales=1000,': 'Cannot read --sales "": it must be a whole number of at least 10',
    '--sales=9': 'Cannot read --sales "9": it must be a whole number of at least 10',
    '--speed': 'Cannot read the arguments "--speed": they must be those that --help lists',
  }
  for (const [arg, message] of Object.entries(sentences)) t.throws(() => readOptions([arg]), { message })
})
