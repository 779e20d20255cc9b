import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

// node bench/programs/bare-server.ts PORT [FILE]
// The least work of a server: it parses the request as JSON, and returns the bytes of a file.
const [, , port, file] = process.argv
const answer = file === undefined ? '{}' : readFileSync(file)

createServer(async (request, response) => {
  if (request.method === 'POST') await json(request)
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(answer)
}).listen(Number(port), '127.0.0.1')
