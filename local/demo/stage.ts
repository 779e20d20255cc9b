import { delimiter } from 'node:path'
import { run } from '../process/run.ts'
import type { Stage } from './player.ts'

/** The parts of a stage. */
export interface Setting {
  /** Folder of kubectl. */
  bin: string
  kubeconfig: string
  paymentsUrl: string
  /** Working folder of the commands, which contains examples/. */
  folder: string
  print(line: string): void
}

/** A stage with a real shell, the real kubectl and the real payment endpoint. */
export function setStage({ bin, kubeconfig, paymentsUrl, folder, print }: Setting): Stage {
  const env = { ...process.env, KUBECONFIG: kubeconfig, PATH: `${bin}${delimiter}${process.env['PATH']}` }
  return {
    paymentsUrl,
    print,
    async shell(command) {
      const { code, stdout } = await run('sh', { args: ['-c', `cd '${folder}' && { ${command}; } 2>&1`], env })
      return { code, output: stdout }
    },
    async post(url, body) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const response = await fetch(url, { method: 'POST', headers, body })
      return { code: response.ok ? 0 : response.status, output: `${await response.text()}\n` }
    },
  }
}
