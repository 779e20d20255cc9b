import t from 'tap'
import { welcome } from '../../../local/session/welcome.ts'

const running = {
  engine: 'stand-in',
  folder: '/project/.local',
  kubeconfig: '/project/.local/kubeconfig',
  hooksUrl: 'http://127.0.0.1:8080',
  paymentsUrl: 'http://127.0.0.1:3000',
  shopUrl: 'http://127.0.0.1:3080',
  gatewayUrl: 'http://127.0.0.1:3090',
}
const setting = { bin: '/project/.local/bin', metrics: { hooks: 'http://127.0.0.1:4001/metrics' } }

t.test('it has the places of all programs, and the commands to type next', async t => {
  t.equal(
    welcome(running, setting),
    `
Running, with stand-in as the engine. Ctrl-C stops everything; the next start still has all objects that you create.

  program     address                                       metrics
  hooks       http://127.0.0.1:8080                         http://127.0.0.1:4001/metrics
  box office
  payments    http://127.0.0.1:3000
  shop        http://127.0.0.1:3080
  cashier
  gateway     http://127.0.0.1:3090                         it plays Stripe and PayPal, and no money moves
  admission   off: npm start -- --admission

  logs        /project/.local/logs, a file for each program, such as box-office.log

In another terminal, in this folder:

  export KUBECONFIG="/project/.local/kubeconfig" PATH="/project/.local/bin:$PATH"
  kubectl apply -f examples/cloudconf2020.yaml
  kubectl wait --for=condition=Ready conference/cloudconf2020
  kubectl apply -f examples/cloudconf2020-plan.yaml -f examples/cloudconf2020-order-1.yaml
  kubectl get orders -n cloudconf2020
  curl -d 'custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR' http://127.0.0.1:3000/payment-gateway/cloudconf2020
  kubectl get tickets -n cloudconf2020

For the shop:

  kubectl apply -f examples/devday/1-conference.yaml
  kubectl wait --for=condition=Ready conference/devday
  kubectl apply -f examples/devday/

Then open http://127.0.0.1:3080/devday in a browser, order tickets and pay them; http://127.0.0.1:3090 shows what the gateway
saw. More to type: README.md, "The first hour".
`,
  )
})

t.test('with the admission webhook it has its address', async t => {
  const metrics = { admission: 'http://127.0.0.1:4002/metrics' }
  const text = welcome(running, { ...setting, admission: 8443, metrics })
  t.match(text, '  admission   https://127.0.0.1:8443/admission/orders       http://127.0.0.1:4002/metrics\n')
})

t.test('without an engine it says what to do: restore a backup', async t => {
  const text = welcome({ ...running, engine: 'none' }, setting)
  t.match(text, '\nRunning without an engine: no order gets tickets or a new status. Ctrl-C stops everything;')
  t.match(
    text,
    `  export KUBECONFIG="/project/.local/kubeconfig" PATH="/project/.local/bin:$PATH"

Restore a backup as docs/backup.md says ("On one machine"), press Ctrl-C here, and run npm start again.
`,
  )
  t.notMatch(text, 'examples/')
})
