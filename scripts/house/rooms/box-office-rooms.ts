import { type Room, room } from './room.ts'

/** The folders of the box office. */
export const boxOfficeRooms: readonly Room[] = [
  room(
    'hooks/box-office',
    'the box office program: schedules decisions and follows up their results',
    'box-office/** rules/box-office schema/** kube/box-office-api.ts pino',
  ),
  room(
    'hooks/box-office/explain',
    'explains the decision on one order from live objects',
    'box-office/conference box-office/leading/old-arbiter.ts box-office/objects box-office/views rules/box-office schema/** kube/box-office-api.ts node:util',
  ),
  room(
    'hooks/box-office/objects',
    'converts stored objects to the facts of the rules, and decisions to objects',
    'rules rules/box-office schema/** sync/conditions.ts',
  ),
  room('hooks/box-office/collections', 'heaps, sorted lists and queues', ''),
  room(
    'hooks/box-office/conference',
    'the state of one conference in memory, and the decisions on it; pure',
    'box-office/conference/** box-office/objects rules rules/box-office/** schema/** box-office/collections',
  ),
  room(
    'hooks/box-office/conference/case-file',
    'everything known of one order and its reservation, and the events that it waits for',
    'box-office/objects rules rules/box-office/** schema/** node:util',
  ),
  room(
    'hooks/box-office/conference/records',
    'everything known of a conference, with the consequences for later decisions',
    'box-office/conference/case-file box-office/collections box-office/objects rules rules/box-office/** schema/**',
  ),
  room(
    'hooks/box-office/events',
    'Events that show the milestones of orders',
    'box-office/clock.ts rules schema/** kube/api.ts kube/time-limit.ts kube/box-office-api.ts pino node:crypto',
  ),
  room(
    'hooks/box-office/views',
    'lists and watches of the API server, and the progress of each watch',
    'box-office/clock.ts box-office/registry.ts box-office/conference box-office/leading/old-arbiter.ts box-office/events rules/box-office/desk.ts schema/** kube/watch/list-watch.ts typebox pino',
  ),
  room(
    'hooks/box-office/leading',
    'leadership by Leases: which process may decide for each conference, and when none may',
    'box-office/clock.ts box-office/registry.ts box-office/views/namespaces.ts rules/time.ts schema/** kube/api.ts kube/time-limit.ts kube/box-office-api.ts kube/leases.ts pino node:timers/promises',
  ),
  room(
    'hooks/box-office/writing',
    'writes decisions to the API server, and handles the result of each write',
    'box-office/clock.ts box-office/registry.ts box-office/collections box-office/conference box-office/leading/gate.ts box-office/objects box-office/views/object-checks.ts schema/** sync/conditions.ts kube/api.ts kube/time-limit.ts kube/box-office-api.ts pino node:util',
  ),
]
