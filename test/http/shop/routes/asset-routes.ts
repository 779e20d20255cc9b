import t from 'tap'
import { testShop } from '../../../fixtures/shop/server.ts'

t.test('files are served with their type, and not again while they stay the same', async t => {
  const { get } = await testShop(t)
  const { statusCode, headers, body } = await get('/assets/style.css')
  t.strictSame(
    [statusCode, headers['content-type'], headers['cache-control'], body],
    [200, 'text/css; charset=utf-8', 'public, max-age=300', 'body {}'],
  )
  const again = await get('/assets/style.css', { 'if-none-match': `${headers.etag}` })
  t.strictSame([again.statusCode, again.body], [304, ''])
  t.equal((await get('/assets/style.css', { 'if-none-match': '"other"' })).statusCode, 200)
})

t.test('other sites may load the list of an organizer, and browsers find the icon', async t => {
  const { get } = await testShop(t)
  const embed = await get('/embed.js')
  t.strictSame(
    [embed.statusCode, embed.headers['content-type'], embed.headers['cross-origin-resource-policy']],
    [200, 'text/javascript; charset=utf-8', 'cross-origin'],
  )
  t.match((await get('/favicon.ico')).headers, { 'content-type': 'image/svg+xml' })
})

t.test('no other file is served, and what does not exist is not kept', async t => {
  const { get } = await testShop(t)
  const others = ['secret.txt', 'nothing.css', '..%2fserver.ts', '%2e%2e%2fstyle.css', 'constructor', '']
  for (const file of others) {
    const { statusCode, headers } = await get(`/assets/${file}`)
    t.strictSame([statusCode, headers['cache-control']], [404, 'no-store'], file)
  }
})
