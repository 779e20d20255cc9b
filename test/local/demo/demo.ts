import { once } from 'node:events'
import t, { type Test } from 'tap'
import { demo, usage } from '../../../local/demo/demo.ts'
import type { Section } from '../../../local/demo/story.ts'

const story = (...commands: string[]): Section[] => [
  { title: 'Title', says: 'What.', steps: commands.map(command => ({ command, shows: [/^as told$/m] })) },
]

/** Plays a demo with the engine of the environment; returns its exit code and its output. */
async function played(t: Test, options: { argv?: string[]; story?: Section[]; stop?: AbortController } = {}) {
  const lines: string[] = []
  const { argv = [], story, stop = new AbortController() } = options
  const log = (line: string) => {
    lines.push(line)
    t.comment(line)
    if (line === '$ wait for the end') stop.abort()
  }
  const code = await demo({ env: process.env, argv, signal: stop.signal, log, ...(story && { story }) })
  return {
    code,
    lines,
    last: lines
      .filter(line => line !== 'stopping')
      .at(-1)
      ?.trim(),
  }
}

t.test('the walk-through shows the expected output, section by section', async t => {
  const { code, last } = await played(t)
  t.match(last, /^Every step of the walk-through showed the expected output, with .* as the engine\.$/)
  t.equal(code, 0)
})

t.test('a step with another output is named, and the exit code is 1', async t => {
  const { code, last } = await played(t, { story: story('echo as told', 'echo something else', 'echo never') })
  t.strictSame([code, last], [1, 'Title: "echo something else" did not show /^as told$/m'])
})

t.test('a demo that is stopped has failed', async t => {
  const stop = new AbortController()
  const stopped = once(stop.signal, 'abort')
  const { code } = await played(t, { stop, story: story('wait for the end') })
  await stopped
  t.equal(code, 1)
})

t.test('--help prints the usage and does nothing else', async t => {
  t.strictSame(await played(t, { argv: ['--help'] }), { code: 0, lines: [usage], last: usage })
})

t.test('unknown arguments are rejected', async t => {
  await t.rejects(played(t, { argv: ['--fast'] }), {
    message: 'Cannot read the arguments "--fast": they must be --help or none',
  })
})
