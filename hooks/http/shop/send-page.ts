import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Html, renderHtml } from '../../shop/html/html.ts'
import { longestCoupon } from '../../shop/model/form-limits.ts'
import { localPath, type PageContext } from '../../shop/pages/context.ts'
import { chooseLanguage, languageOfAddress } from '../../shop/words/choose-language.ts'
import { wordsOf } from '../../shop/words/languages.ts'
import type { Shop } from './shop.ts'

/** Everything that a page needs beside its view. `path` is the address of the page to show again, without its query. */
export function pageContext(
  request: FastifyRequest,
  { shopUrl, now, path }: Pick<Shop, 'shopUrl' | 'now'> & { path: string },
): PageContext {
  const asked = { lang: queryOf(request)['lang'], acceptLanguage: request.headers['accept-language'] }
  const language = chooseLanguage(asked)
  const isChosen = languageOfAddress(asked) !== undefined
  return { words: wordsOf(language), language, isChosen, path, query: keptQuery(request), now: now(), shopUrl }
}

/** The plan and the coupon that a link to the form chose. */
function keptQuery(request: FastifyRequest): Readonly<Record<string, string>> {
  const { coupon, plan } = queryOf(request)
  const chosen = Object.entries({ coupon, plan }).filter(
    ([, value]) => typeof value === 'string' && value.length <= longestCoupon,
  )
  return Object.fromEntries(chosen) as Record<string, string>
}

/** Sends a page, with the status 200 by default. */
export function sendPage(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('vary', 'accept-language').send(renderHtml(page))
}

/** Sends the browser to another page of the shop by GET, in the same language. */
export function redirectTo(
  path: string,
  { request, reply, query }: { request: FastifyRequest; reply: FastifyReply; query?: Readonly<Record<string, string>> },
): FastifyReply {
  const language = languageOfAddress({ lang: queryOf(request)['lang'] })
  const chosen = language === undefined ? { isChosen: false, language: 'en' as const } : { isChosen: true, language }
  return reply.redirect(localPath(path, chosen, query), 303)
}

/** The parameters of the address; one that occurs twice has a list of texts. */
export function queryOf({ query }: FastifyRequest): Readonly<Record<string, unknown>> {
  return query as Record<string, unknown>
}
