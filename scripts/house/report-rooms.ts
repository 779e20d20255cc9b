import { type Room, room } from './room.ts'

/** The folders of the reports. */
export const reportRooms: readonly Room[] = [
  room(
    'hooks/kube/snapshot',
    'reads a conference as it was at one moment, page by page',
    'schema/** kube/path.ts kube/request.ts @kubernetes/client-node',
  ),
  room(
    'hooks/report',
    'the reports of a conference: reads the command line, and prints a report or the reason why there is none',
    'report/** schema/conference.ts kube/api.ts kube/snapshot node:stream/promises node:util',
  ),
  room('hooks/report/format', 'a report as a table for people, as CSV or as JSON; pure', ''),
  room(
    'hooks/report/reading',
    'reads the objects of a conference, and joins each order with its money',
    'rules/cashier schema/** cashier/sale.ts box-office/objects/facts.ts kube/snapshot',
  ),
  room(
    'hooks/report/reports',
    'the content of each report: stored objects in, rows out',
    'report/format report/reading rules rules/cashier rules/order schema/** box-office/objects/facts.ts cashier/refunds/refund-case.ts',
  ),
]
