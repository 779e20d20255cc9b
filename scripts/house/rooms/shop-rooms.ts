import { type Room, room } from './room.ts'

/** The folders of hooks/shop/. */
export const shopRooms: readonly Room[] = [
  room('hooks/shop/html', 'an HTML template that escapes every value', ''),
  room(
    'hooks/shop/words',
    'the languages of the shop: chooses one, and formats amounts and times in it',
    'shop/words/** rules/money.ts',
  ),
  room('hooks/shop/words/en', 'the words of the shop in English, which the other catalogues follow', ''),
  room('hooks/shop/words/de', 'the words of the shop in German', 'shop/words/en'),
  room('hooks/shop/words/it', 'the words of the shop in Italian', 'shop/words/en'),
  room(
    'hooks/shop/model',
    'the views that the pages of the shop show; stored objects and the time in, views out; pure',
    'rules rules/box-office rules/order schema/** box-office/objects/facts.ts',
  ),
  room(
    'hooks/shop/pages',
    'the pages of the shop: a view in, HTML out; pure',
    'shop/html shop/model/views.ts shop/model/order-view.ts shop/model/form-view.ts shop/model/form-limits.ts shop/model/page-views.ts shop/words/** shop/pages/**',
  ),
  room(
    'hooks/shop/pages/forms',
    'forms of the shop: fields with their faults, plans, coupons, and the form for an order',
    'shop/html shop/model/views.ts shop/model/form-view.ts shop/model/form-limits.ts shop/model/page-views.ts shop/words/** shop/pages',
  ),
  room(
    'hooks/shop/pages/order',
    'the page of an order, in parts that are updated one by one',
    'shop/html shop/model/views.ts shop/model/order-view.ts shop/model/payment-view.ts shop/model/form-limits.ts shop/model/page-views.ts shop/words/** shop/pages shop/pages/forms',
  ),
  room(
    'hooks/shop/tickets',
    'the codes of tickets, their keys and pictures, and calendar files; pure',
    'schema/** shop/model/views.ts qr node:crypto',
  ),
  room(
    'hooks/shop-keys',
    'creates and rotates the keys of the shop as Secrets',
    'shop/tickets yaml node:crypto node:stream/consumers node:util',
  ),
]
