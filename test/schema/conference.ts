import t from 'tap'
import { Conference, ConferenceSpec, ConferenceStatus, conferenceKind } from '../../hooks/schema/conference.ts'
import { aConference } from '../fixtures/objects.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

const { columns, scale, spec, status } = conferenceKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['Title', 'string', '.spec.title', undefined],
    ['On Day', 'string', '.spec.on_day', undefined],
    ['Ready', 'string', '.status.conditions[?(@.type=="Ready")].reason', 1],
    ['Protected', 'boolean', '.spec.deletionProtection', 1],
  ],
  'columns: title and day, and with -o wide ready and protected',
)
t.strictSame([spec, status, scale], [ConferenceSpec, ConferenceStatus, undefined], 'has a status, and nothing to scale')

const conditions = [
  { type: 'Ready', status: 'True', reason: 'NamespaceActive', message: '', lastTransitionTime: '2026-11-20T08:00:00Z' },
] as const
t.equal(
  misfit(
    Conference,
    aConference({
      namespaceLabels: { team: 'events' },
      deletionProtection: true,
      status: { namespace: 'conf', namespaceUid: 'uid-of-conf', conditions: [...conditions], observedGeneration: 1 },
    }),
  ),
  undefined,
  'a conference with every field is valid',
)
t.equal(misfit(Conference, { ...aConference(), spec: {} }), "it/spec must have required property 'title'")
