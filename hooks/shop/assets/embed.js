// Lists the tickets of a conference on a site of its organizer:
//   <div id="tickets"></div>
//   <script async src="https://shop.example.com/embed.js" data-conference="cloudconf" data-into="#tickets"></script>
// Optional: data-lang="de". The links open the shop in a new tab. The script writes only texts, never HTML.

;(() => {
  const script = document.currentScript
  const { conference, into, lang } = script.dataset
  const query = lang === undefined ? '' : `?lang=${encodeURIComponent(lang)}`
  const address = new URL(`/${encodeURIComponent(conference)}/plans.json${query}`, script.src)

  function createElement(tag, kind, text = '') {
    const element = document.createElement(tag)
    element.className = `kconference-${kind}`
    element.textContent = text
    return element
  }

  function createItem({ title, priceText, stateText, isOrderable, url }) {
    const item = createElement('li', 'plan')
    const name = createElement(isOrderable ? 'a' : 'span', 'title', title)
    if (isOrderable) Object.assign(name, { href: url, target: '_blank', rel: 'noopener' })
    item.append(name, ' ', createElement('span', 'price', priceText), ' ', createElement('span', 'state', stateText))
    return item
  }

  async function listPlans() {
    const answer = await fetch(address)
    if (!answer.ok) throw new Error(`Cannot fetch the tickets of "${conference}": the shop answered ${answer.status}`)
    const { plans, language } = await answer.json()
    const list = createElement('ul', 'plans')
    list.lang = language
    list.append(...plans.map(createItem))
    const place = into === undefined ? undefined : document.querySelector(into)
    if (place) place.replaceChildren(list)
    else script.after(list)
  }

  void listPlans()
})()
