import { parentPort } from 'node:worker_threads'
import { runCampaign } from '../../simulation/campaign.ts'
import type { Part } from './parts.ts'
import type { ThreadMessage } from './thread-player.ts'

/** Milliseconds between two reports of progress. */
const reportEveryMs = 10_000

const send = (word: ThreadMessage) => parentPort?.postMessage(word)

parentPort?.on('message', async ({ seed, from, to, steps }: Part) => {
  let reportedAt = Date.now()
  const campaign = await runCampaign({
    ...{ seed, steps, from, schedules: to },
    onSchedule(tally) {
      if (Date.now() < reportedAt + reportEveryMs) return
      reportedAt = Date.now()
      send({ tally })
    },
  })
  send({ campaign })
})
