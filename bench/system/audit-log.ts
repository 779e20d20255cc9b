import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { auditLog } from '../../local/control-plane/audit.ts'
import { sizeOf } from '../../local/process/log-tail.ts'
import { countRequest, type Requests } from '../requests.ts'

/** Returns a function that reads the requests to the API server since its last call, or at first since now. */
export async function requestReader(folder: string): Promise<() => Promise<Requests>> {
  const file = auditLog(folder)
  let start = await sizeOf(file)
  return async () => {
    const end = await sizeOf(file)
    const requests: Requests = new Map()
    if (end > start) {
      // The API server writes whole lines.
      const lines = createInterface({ input: createReadStream(file, { start, end: end - 1 }) })
      for await (const line of lines) countRequest(requests, line)
    }
    start = end
    return requests
  }
}
