import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Campaign } from '../../simulation/campaign.ts'
import type { Tally } from '../../simulation/tally.ts'
import type { Part } from './parts.ts'
import type { Player } from './play-parts.ts'

/** The message of a thread: the tally of its part so far, or its result. */
export type ThreadMessage = { tally: Tally } | { campaign: Campaign }

/** Plays parts in a thread of its own. */
export function startThreadPlayer(): Player {
  const thread = new Worker(new URL('./thread.ts', import.meta.url))
  return {
    async play(part: Part, onTally) {
      thread.postMessage(part)
      for (;;) {
        const [word] = (await once(thread, 'message')) as [ThreadMessage]
        if ('campaign' in word) return word.campaign
        onTally(word.tally)
      }
    },
    async stop() {
      await thread.terminate()
    },
  }
}
