import type { Section, Step } from './story.ts'

/** The result of a command. */
export interface Outcome {
  code: number
  /** Standard output and error, as a terminal shows them. */
  output: string
}

/** The shell, the payment endpoint and the screen of a story. */
export interface Stage {
  /** Runs a command line as a shell does. */
  shell(command: string): Promise<Outcome>
  /** Posts a form to the payment endpoint; the code is 0 for a 200. */
  post(url: string, body: string): Promise<Outcome>
  /** Base URL of the payment endpoint. */
  paymentsUrl: string
  print(line: string): void
}

/**
 * Plays a story: prints each command with its real output, and stops at the first step without the expected output.
 * Returns the fault of that step, or undefined.
 */
export async function play(story: readonly Section[], stage: Stage): Promise<string | undefined> {
  for (const { title, says, steps } of story) {
    stage.print(`\n## ${title}\n${says}\n`)
    for (const step of steps) {
      const fault = await playStep(step, stage)
      if (fault !== undefined) return `${title}: ${fault}`
    }
  }
  return undefined
}

async function playStep(step: Step, stage: Stage): Promise<string | undefined> {
  const { code, output } = step.after
    ? await stage.shell(`kubectl wait --timeout=60s ${step.after}`)
    : { code: 0, output: '' }
  if (code !== 0) return `condition "${step.after}" was not met within 60 s: ${output}`
  const url = `${stage.paymentsUrl}/payment-gateway/${step.callback?.namespace}`
  stage.print(`$ ${step.command}${step.callback ? url : ''}`)
  const outcome = step.callback ? await stage.post(url, step.callback.body) : await stage.shell(step.command)
  stage.print(outcome.output)
  return faultOf(step, outcome)
}

function faultOf(
  { command, shows = [], hides = [], refused = false }: Step,
  { code, output }: Outcome,
): string | undefined {
  if ((code !== 0) !== refused)
    return `"${command}" ended with code ${code}; it must ${refused ? 'be refused' : 'succeed'}`
  const unseen = shows.find(pattern => !pattern.test(output))
  if (unseen) return `"${command}" did not show ${unseen}`
  const seen = hides.find(pattern => pattern.test(output))
  return seen && `"${command}" showed ${seen}`
}
