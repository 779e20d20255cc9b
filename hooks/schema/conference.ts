import Type, { type Static } from 'typebox'
import { Conditions, ObservedGeneration } from './crd/condition.ts'
import { ageColumn, type Kind } from './crd/kind.ts'
import { storedObject } from './crd/object.ts'
import { atCreation, whenChanged } from './crd/ratchet.ts'
import { comparableTime, fieldOptions, mapOf, text } from './crd/structural.ts'

export const ConferenceSpec = Type.Object(
  {
    title: text(200, { description: 'The public name of the conference.' }),
    description: Type.Optional(text(5000, { description: 'The subject of the conference.', minLength: 0 })),
    on_day: Type.Optional(
      text(100, { description: 'The date of the conference, as free text for people.', minLength: 0 }),
    ),
    startsAt: Type.Optional(
      comparableTime({ description: 'The start of the conference. The shop shows it, and calendar files need it.' }),
    ),
    endsAt: Type.Optional(comparableTime({ description: 'The end of the conference: later than startsAt.' })),
    timeZone: Type.Optional(
      text(64, {
        description:
          'The time zone of the venue, by its name in the IANA database, such as Europe/Rome. Pages show times in it. Absent: UTC.',
        pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$',
      }),
    ),
    venue: Type.Optional(text(500, { description: 'The place of the conference, as an address for people.' })),
    namespaceLabels: Type.Optional(
      mapOf(
        Type.String({
          maxLength: 63,
          pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
          description: 'The value of the label.',
        }),
        {
          description: 'Labels to put on the namespace of the conference.',
          maxProperties: 32,
          rules: [
            {
              rule: "self.all(key, key != 'controller-uid' && !key.matches('^([^/]*[.])?(kubernetes|k8s)[.]io/'))",
              message:
                'keys must be neither controller-uid nor keys of Kubernetes (kubernetes.io/, k8s.io/ and their subdomains)',
            },
            {
              rule: 'self.all(key, !format.qualifiedName().validate(key).hasValue())',
              message: 'keys must be label keys such as team or example.com/team',
            },
          ],
        },
      ),
    ),
    deletionProtection: Type.Optional(
      Type.Boolean({
        description:
          'Whether the API server refuses to delete the conference and its namespace. Absent means false: both can be deleted, with every order and payment in the namespace.',
      }),
    ),
  },
  fieldOptions({
    description: 'The conference as its organizer wants it.',
    rules: [
      whenChanged(['startsAt', 'endsAt'], {
        rule: '!has(self.startsAt) || !has(self.endsAt) || timestamp(self.startsAt) < timestamp(self.endsAt)',
        message: 'endsAt must be later than startsAt',
      }),
    ],
  }),
)

export const ConferenceStatus = Type.Object(
  {
    namespace: Type.Optional(text(63, { description: 'The namespace that belongs to the conference.' })),
    namespaceUid: Type.Optional(
      text(64, { description: 'The uid of that namespace. A different uid means that the namespace was recreated.' }),
    ),
    conditions: Type.Optional(Conditions),
    observedGeneration: ObservedGeneration,
  },
  fieldOptions({ description: 'The state of the conference. Only the conference hook writes it.' }),
)
export type ConferenceStatus = Static<typeof ConferenceStatus>

export const Conference = storedObject('Conference', ConferenceSpec, ConferenceStatus)
export type Conference = Static<typeof Conference>

export const conferenceKind: Kind = {
  kind: 'Conference',
  plural: 'conferences',
  shortName: 'conf',
  scope: 'Cluster',
  description: 'A conference. It gets a namespace of its own name, which is deleted with the conference.',
  spec: ConferenceSpec,
  status: ConferenceStatus,
  rules: [
    atCreation({
      rule: "size(self.metadata.name) <= 63 && self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
      message: 'metadata.name must be a DNS label: at most 63 lower case letters, digits and hyphens',
    }),
    atCreation({
      rule: "self.metadata.name != 'default' && !self.metadata.name.startsWith('kube-')",
      message: 'metadata.name must not be default or begin with kube-',
    }),
  ],
  columns: [
    { name: 'Title', type: 'string', jsonPath: '.spec.title' },
    { name: 'On Day', type: 'string', jsonPath: '.spec.on_day' },
    {
      name: 'Ready',
      type: 'string',
      jsonPath: '.status.conditions[?(@.type=="Ready")].reason',
      description: 'The reason of the condition Ready, such as NamespaceActive.',
      priority: 1,
    },
    {
      name: 'Protected',
      type: 'boolean',
      jsonPath: '.spec.deletionProtection',
      description: 'Whether the API server refuses its deletion.',
      priority: 1,
    },
    ageColumn,
  ],
}
