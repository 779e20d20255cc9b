import { spawnSync } from 'node:child_process'
import { Readable } from 'node:stream'
import t from 'tap'
import { parse } from 'yaml'
import { runShopKeys, usage } from '../../hooks/shop-keys/command.ts'

/** Runs the command and returns what it printed. */
async function run(argv: string[], input: string | undefined = undefined): Promise<string> {
  const printed: string[] = []
  const stream = Object.assign(Readable.from(input === undefined ? [] : [input]), { isTTY: input === undefined })
  await runShopKeys({ argv, input: stream, print: text => printed.push(text) })
  return printed.join('')
}

t.test('--help prints the usage', async t => {
  for (const argv of [['--help'], ['rotate', '--help'], ['create', '--help']]) t.equal(await run(argv), `${usage}\n`)
})

t.test('create, rotate and public follow each other', async t => {
  const created = await run(['create', 'ticket-keys'])
  t.match(parse(created).metadata, { name: 'ticket-keys', namespace: 'kconference-system' })
  const elsewhere = await run(['create', 'shop-links', '--namespace', 'tickets'])
  t.match(parse(elsewhere).metadata, { name: 'shop-links', namespace: 'tickets' })
  const rotated = await run(['rotate'], created)
  t.strictSame(Object.keys(parse(rotated).data), ['1', '2'])
  t.strictSame(Object.keys(parse(await run(['rotate', '--keep', '1'], rotated)).data), ['3'])
  t.strictSame(Object.keys(parse(await run(['public', 'cloudconf'], rotated)).data), ['1', '2'])
  t.match(parse(await run(['public', 'cloudconf'], rotated)).metadata, { namespace: 'cloudconf' })
})

t.test('a terminal is no Secret', async t => {
  const message = 'Cannot read the keys: they must come from a Secret on standard input, see --help'
  for (const argv of [['rotate'], ['public', 'cloudconf']]) await t.rejects(run(argv), { message })
})

t.test('other arguments are refused with one sentence', async t => {
  const wrong = [
    [],
    ['make'],
    ['create'],
    ['create', 'A'],
    ['create', 'a', 'b'],
    ['create', 'a', '--keep', '1'],
    ['create', 'a', '--namespace', 'B'],
    ['create', 'a', '--namespace='],
    ['rotate', 'ticket-keys'],
    ['rotate', '--keep', '0'],
    ['rotate', '--keep', '1.5'],
    ['rotate', '--namespace', 'a'],
    ['public'],
    ['public', 'Conf'],
    ['public', 'conf', '--namespace', 'a'],
    ['--all'],
  ]
  for (const argv of wrong)
    await t.rejects(run(argv, ''), {
      message: `Cannot run "${argv.join(' ')}": it must be create NAME [--namespace NAMESPACE], rotate [--keep COUNT], public CONFERENCE or --help`,
    })
})

t.test('as a process it prints keys alone, and ends with code 1 and one sentence if it cannot', async t => {
  const start = (args: string[], input: string) =>
    spawnSync(process.execPath, ['hooks/shop-keys.ts', ...args], { input, encoding: 'utf8' })
  const { status, stdout, stderr } = start(['rotate'], await run(['create', 'ticket-keys']))
  t.strictSame([status, stderr, Object.keys(parse(stdout).data)], [0, '', ['1', '2']])
  t.match(start(['public', 'conf'], 'kind: Pod'), {
    status: 1,
    stdout: '',
    stderr: /^Cannot read the keys: standard input must be a Secret [^\n]*\n$/,
  })
})
