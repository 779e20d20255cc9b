import { parentPort } from 'node:worker_threads'
import { runCampaign } from '../../simulation/campaign.ts'
import type { Part } from './parts.ts'
import type { Word } from './thread-player.ts'

/** How often it tells how far it is, in milliseconds. */
const often = 10_000

const say = (word: Word) => parentPort?.postMessage(word)

parentPort?.on('message', async ({ seed, from, to, steps }: Part) => {
  let toldAt = Date.now()
  const campaign = await runCampaign({
    ...{ seed, steps, from, schedules: to },
    onSchedule(tally) {
      if (Date.now() < toldAt + often) return
      toldAt = Date.now()
      say({ tally })
    },
  })
  say({ campaign })
})
