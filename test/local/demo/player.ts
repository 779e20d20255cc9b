import t from 'tap'
import { play, type Stage } from '../../../local/demo/player.ts'
import type { Step } from '../../../local/demo/story.ts'

/** A stage with a given output for every command, and the list of actions on it. */
function stageOf(says: Record<string, { code: number; output: string }> = {}) {
  const lines: string[] = []
  const outcome = (command: string) => says[command] ?? { code: 0, output: `did ${command}` }
  const stage: Stage = {
    shell: async command => outcome(command),
    post: async (url, body) => outcome(`${url} ${body}`),
    paymentsUrl: 'http://127.0.0.1:3000',
    print: line => lines.push(line),
  }
  return { stage, lines }
}

const story = (...steps: Step[]) => [{ title: 'Title', says: 'What it is about.', steps }]

t.test('each command is printed before its output', async t => {
  const { stage, lines } = stageOf()
  const fault = await play(story({ command: 'one', shows: [/did/] }, { command: 'two' }), stage)
  t.strictSame([fault, lines], [undefined, ['\n## Title\nWhat it is about.\n', '$ one', 'did one', '$ two', 'did two']])
})

t.test('a command waits for its condition, which is not part of the story', async t => {
  const { stage, lines } = stageOf()
  t.equal(await play(story({ command: 'one', after: '--for=create x' }), stage), undefined)
  t.strictSame(lines.slice(1), ['$ one', 'did one'])
})

t.test('a condition that is not met in time ends the story', async t => {
  const { stage, lines } = stageOf({ 'kubectl wait --timeout=60s --for=create x': { code: 1, output: 'timed out' } })
  const fault = await play(story({ command: 'one', after: '--for=create x' }), stage)
  t.equal(fault, 'Title: condition "--for=create x" was not met within 60 s: timed out')
  t.strictSame(lines.slice(1), [])
})

t.test('a callback is shown as curl and really posted', async t => {
  const { stage, lines } = stageOf()
  const step = { command: "curl -d 'a=b' ", callback: { namespace: 'conf', body: 'a=b' } }
  t.equal(await play(story(step), stage), undefined)
  t.strictSame(lines.slice(1), [
    "$ curl -d 'a=b' http://127.0.0.1:3000/payment-gateway/conf",
    'did http://127.0.0.1:3000/payment-gateway/conf a=b',
  ])
})

t.test('the first step with another output ends the story', async t => {
  const refusal = { one: { code: 1, output: 'no' } }
  const table: [Step, string | undefined, Record<string, { code: number; output: string }>?][] = [
    [{ command: 'one', shows: [/did/, /not/] }, 'Title: "one" did not show /not/'],
    [{ command: 'one', hides: [/two/, /one/] }, 'Title: "one" showed /one/'],
    [{ command: 'one' }, 'Title: "one" ended with code 1; it must succeed', refusal],
    [{ command: 'one', refused: true }, 'Title: "one" ended with code 0; it must be refused'],
    [{ command: 'one', refused: true }, undefined, refusal],
  ]
  for (const [step, expected, says] of table) {
    const { stage } = stageOf(says)
    t.equal(await play(story(step), stage), expected, expected ?? 'a refusal that is expected')
  }
})
