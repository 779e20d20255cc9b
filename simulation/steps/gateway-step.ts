import type { Outcome } from '../actors/endpoint.ts'
import type { Post } from '../actors/gateway.ts'
import { acknowledgedIsRecorded } from '../invariants/acknowledgement.ts'
import type { Choices } from '../schedule/choices.ts'
import type { Simulation } from '../simulation.ts'

/** A gateway sends a new report, or repeats one, acknowledged or not. */
export async function letGatewayPost(simulation: Simulation, choices: Choices): Promise<boolean> {
  const { gateway, market, faults } = simulation
  const open = gateway.posts.filter(({ state }) => state === 'open')
  const again = choices.chance(40) ? choices.pick(open) : choices.chance(15) ? choices.pick(gateway.posts) : undefined
  if (again !== undefined) faults['gateway repeats'] += 1
  const post = again ?? gateway.invent(market.api.list('Order'), choices)
  if (post === undefined) return false
  await send(simulation, post, choices.integerBelow(2))
  return true
}

/** Sends a report to one replica of the endpoint, and keeps the progress in the post. */
export async function send(simulation: Simulation, post: Post, replica: number): Promise<void> {
  const { report } = post
  const what = `${report.state} of ${report.transactionId} for ${report.order.name}: ${report.gross} ${report.currency}`
  simulation.tell(`a gateway posts to replica ${replica}: ${what}`)
  if (post.state === 'open') post.state = 'sent'
  await simulation.endpoint.post(report, { replica, onEnd: outcome => noteOutcome(simulation, post, outcome) })
}

function noteOutcome(simulation: Simulation, post: Post, outcome: Outcome | undefined): void {
  const { report } = post
  if (outcome === undefined || 'defect' in outcome) {
    if (outcome !== undefined) simulation.violation ??= `endpoint: ${outcome.defect}`
    if (post.state === 'sent') post.state = 'open'
    return
  }
  if ('refusal' in outcome) {
    simulation.tell(`the gateway receives the answer about ${report.transactionId}: ${outcome.refusal.message}`)
    if (post.state === 'sent') post.state = outcome.refusal.outcome === 'unknown-order' ? 'unknown order' : 'open'
    return
  }
  const { acceptance } = outcome
  simulation.tell(`the gateway receives the answer about ${report.transactionId}: ${acceptance.outcome}`)
  // A namespace that is being deleted loses its records, too.
  if (!simulation.api.isEnding())
    simulation.violation ??= acknowledgedIsRecorded(report, acceptance, simulation.checker.records)
  post.state = 'acknowledged'
}
