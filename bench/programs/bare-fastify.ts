import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

// node bench/programs/bare-fastify.ts PORT FILE
// The least work of a server of pages: one route of Fastify returns the bytes of a file.
const [, , port, file = ''] = process.argv
const page = readFileSync(file)

const server = Fastify()
server.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
await server.listen({ host: '127.0.0.1', port: Number(port) })
