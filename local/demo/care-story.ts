import { delayedStep, type Section, shownStep } from './story.ts'

const attendeePatch = '{"spec":{"attendee":{"firstname":"Ada","lastname":"Lovelace"}}}'
const firstTicket = 'kubectl get tickets -n cloudconf2020 -l orders.app.corley.it=order-1'

export const attendee: Section = {
  title: '6b. The attendee',
  says: 'A person writes the attendee of a ticket, and no hook ever overwrites it.',
  steps: [
    shownStep(
      `kubectl patch -n cloudconf2020 --type merge -p '${attendeePatch}' $(${firstTicket} -o name)`,
      / patched/,
    ),
    shownStep(firstTicket, /^order-1-[1-9]\d{6} +order-1 +Ada +Lovelace *$/m),
  ],
}

// The controller manager counts the used objects some time after the quota exists.
const counted =
  "--for=jsonpath='{.status.used.count/tickets\\.app\\.corley\\.it}'=5 quota/conference-object-counts -n cloudconf2020"

export const limits: Section = {
  title: '7. Limits',
  says: 'A quota of Kubernetes limits the objects of a conference, as in any other namespace. It is no capacity: that of a plan limits its seats.',
  steps: [
    shownStep('kubectl apply -f examples/cloudconf2020-quotas.yaml', /conference-object-counts created/),
    delayedStep(
      counted,
      shownStep(
        'kubectl describe namespace cloudconf2020',
        /count\/coupons\.app\.corley\.it +1 +5/,
        /count\/orders\.app\.corley\.it +2 +10/,
        /count\/plans\.app\.corley\.it +1 +3/,
        /count\/tickets\.app\.corley\.it +5 +10/,
      ),
    ),
  ],
}
