import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { setStage } from '../../../local/demo/stage.ts'

const setting = {
  bin: '/nowhere',
  kubeconfig: '/nowhere/kubeconfig',
  paymentsUrl: 'http://127.0.0.1:1',
  print: () => {},
}

t.test('a shell runs a command in the folder, with the tools and the kubeconfig', async t => {
  const folder = t.testdir({ 'a file': 'hello' })
  const { shell } = setStage({ ...setting, folder })
  t.strictSame(await shell('cat "a file"'), { code: 0, output: 'hello' })
  t.strictSame(await shell('echo $KUBECONFIG; echo $PATH | cut -d: -f1'), {
    code: 0,
    output: '/nowhere/kubeconfig\n/nowhere\n',
  })
  t.match(await shell('cat missing'), { code: 1, output: /missing/ }, 'standard error is shown too')
})

t.test('a callback is posted as a form', async t => {
  const asked: unknown[] = []
  const server = createServer(async (request, response) => {
    asked.push([request.method, request.url, request.headers['content-type'], await text(request)])
    response.statusCode = request.url === '/ok' ? 200 : 404
    response.end('answer')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { post, paymentsUrl } = setStage({
    ...setting,
    folder: '.',
    paymentsUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  })
  t.strictSame(await post(`${paymentsUrl}/ok`, 'a=b'), { code: 0, output: 'answer\n' })
  t.strictSame(await post(`${paymentsUrl}/missing`, 'a=b'), { code: 404, output: 'answer\n' })
  t.strictSame(asked[0], ['POST', '/ok', 'application/x-www-form-urlencoded', 'a=b'])
})
