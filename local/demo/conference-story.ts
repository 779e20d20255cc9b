import { delayedStep, type Section, shownStep } from './story.ts'

export const conference: Section = {
  title: '1. A conference and its namespace',
  says: 'A conference is an object of the cluster. It gets a namespace of the same name, which holds its objects.',
  steps: [
    shownStep('kubectl get conferences', /^No resources found\n?$/),
    shownStep('kubectl apply -f examples/cloudconf2020.yaml', /^conference\.app\.corley\.it\/cloudconf2020 created/),
    shownStep('kubectl get conferences', /^NAME +TITLE +ON DAY\ncloudconf2020 +CloudConf 2020 +2020-03-19\n?$/),
    delayedStep(
      '--for=condition=Ready conference/cloudconf2020',
      shownStep('kubectl describe ns cloudconf2020', /Status: +Active/, /No resource quota\./),
    ),
  ],
}

export const plan: Section = {
  title: '2. A plan',
  says: 'A plan says what a ticket includes and what it costs.',
  steps: [
    shownStep('kubectl apply -f examples/cloudconf2020-plan.yaml', /super-early-bird created/),
    shownStep(
      'kubectl get plan -n cloudconf2020',
      /^NAME +TITLE +ACTIVE +PRICE\nsuper-early-bird +Super Early Bird Ticket +true +29\.9\n?$/,
    ),
  ],
}

export const end: Section = {
  title: '8. The end of a conference',
  says: 'Deleting the conference deletes its namespace, with everything in it, and nothing else.',
  steps: [
    shownStep('kubectl delete conference cloudconf2020', /"cloudconf2020" deleted/),
    delayedStep('--for=delete namespace/cloudconf2020', {
      command: 'kubectl get ns',
      shows: [/^NAME +STATUS +AGE$/m, /^meetup +Active/m, /^default +Active/m],
      hides: [/cloudconf2020/],
    }),
  ],
}
