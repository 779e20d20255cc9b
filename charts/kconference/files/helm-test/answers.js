// Asks both programs, through their Services, until they are ready; ends with 1 after a minute.
import http from 'node:http'
import https from 'node:https'
import { setTimeout } from 'node:timers/promises'

const { HOOKS_URL, HOOKS_CA, PAYMENTS_URL } = process.env

function ask(url) {
  const { get } = url.startsWith('https:') ? https : http
  return new Promise((resolve, reject) => {
    const options = { timeout: 5000, ...(HOOKS_CA && { ca: HOOKS_CA }) }
    const request = get(url, options, response => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')))
    request.on('error', reject)
  })
}

const end = Date.now() + 60_000
for (const url of [`${HOOKS_URL}/readyz`, `${PAYMENTS_URL}/readyz`]) {
  for (;;) {
    const answer = await ask(url).catch(error => error.message)
    console.log(`${url}: ${answer}`)
    if (answer === 200) break
    if (Date.now() > end) process.exit(1)
    await setTimeout(2000)
  }
}
