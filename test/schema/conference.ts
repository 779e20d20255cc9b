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
    ['age', 'date', '.metadata.creationTimestamp', 1],
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
      startsAt: '2027-03-19T09:00:00+01:00',
      endsAt: '2027-03-20T17:00:00+01:00',
      timeZone: 'Europe/Rome',
      venue: 'Lingotto, Via Nizza 280, Torino',
      status: { namespace: 'conf', namespaceUid: 'uid-of-conf', conditions: [...conditions], observedGeneration: 1 },
    }),
  ),
  undefined,
  'a conference with every field is valid',
)
t.equal(misfit(Conference, { ...aConference(), spec: {} }), "it/spec must have required property 'title'")
t.strictSame(
  ['Europe/Rome', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1', 'UTC', 'Rome time', '../etc/passwd', '+01:00'].filter(
    timeZone => misfit(Conference, aConference({ timeZone })) === undefined,
  ),
  ['Europe/Rome', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1', 'UTC'],
  'a time zone is a name of the IANA database',
)
