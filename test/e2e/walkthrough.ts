import t from 'tap'
import { bin, root } from '../../local/config.ts'
import { play } from '../../local/demo/player.ts'
import { setStage } from '../../local/demo/stage.ts'
import { walkthrough } from '../../local/demo/walkthrough.ts'
import { startTestSystem } from '../fixtures/system.ts'

t.test('every step of the walk-through shows what it should', async t => {
  const { kubeconfig, paymentsUrl } = await startTestSystem(t)
  const stage = setStage({ bin, kubeconfig, paymentsUrl, folder: root, print: line => t.comment(line) })
  for (const section of walkthrough) t.equal(await play([section], stage), undefined, section.title)
})
