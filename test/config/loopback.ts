import t from 'tap'
import { isLoopbackUrl } from '../../hooks/config/loopback.ts'

t.test('only loopback addresses are addresses of this machine, and names are not', async t => {
  const local = ['http://127.0.0.1:3000', 'https://127.1.2.3/path', 'http://[::1]:1']
  const others = [
    ...['http://localhost:3000', 'http://127.0.0.1.example.com', 'ftp://127.0.0.1', '127.0.0.1:3000', ''],
    ...['http://10.0.0.1', 'http://[::2]', 'http://user@example.com'],
  ]
  t.strictSame([...local, ...others].filter(isLoopbackUrl), local)
})
