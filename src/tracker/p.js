/* Pupitre: audience measurement without cookie or identifier. https://…/?pupitre=non stops it in this browser, ?pupitre=oui starts it again. */
;((w, d) => {
  try {
    const me = d.currentScript
    const site = me.getAttribute('data-site')
    const to = me.src.replace(/p\.js.*$/, 'e')
    const n = navigator
    const early = w.pupitre?.q || []
    let off = n.globalPrivacyControl || n.doNotTrack === '1'
    try {
      const said = /[?&]pupitre=(non|oui)/.exec(location.search)
      if (said) {
        if (said[1] === 'non') localStorage.setItem('pupitre', 'non')
        else localStorage.removeItem('pupitre')
      }
      off = off || localStorage.getItem('pupitre') === 'non'
    } catch {
      /* storage refused */
    }

    let page
    let from = d.referrer
    let timer
    let left = 10000
    let since = 0
    const send = (name, o) => {
      if (off || !site) return
      try {
        const body = JSON.stringify({ site, name, url: location.href, referrer: from, title: d.title, ...o })
        if (!n.sendBeacon?.(to, body))
          fetch(to, { method: 'POST', body, keepalive: true, mode: 'no-cors', credentials: 'omit' }).catch(
            () => {},
          )
      } catch {
        /* never in the way of the page */
      }
    }

    /* Ten seconds in sight: the visit is engaged. Asked once per page. */
    const watch = () => {
      clearTimeout(timer)
      if (d.visibilityState === 'visible' && left > 0) {
        since = Date.now()
        timer = setTimeout(() => {
          left = 0
          send('$engaged')
        }, left)
      } else if (since) {
        left -= Date.now() - since
        since = 0
      }
    }

    const view = () => {
      const here = location.origin + location.pathname + location.search
      if (here === page) return
      if (page) from = page
      page = here
      left = 10000
      since = 0
      send('view')
      watch()
    }
    const begin = () =>
      d.prerendering ? d.addEventListener('prerenderingchange', view, { once: true }) : view()

    for (const verb of ['pushState', 'replaceState']) {
      const was = history[verb]
      history[verb] = function (...a) {
        const result = was.apply(this, a)
        setTimeout(view)
        return result
      }
    }
    w.addEventListener('popstate', () => setTimeout(view))
    w.addEventListener('pageshow', (e) => {
      if (e.persisted) {
        page = ''
        view()
      }
    })
    d.addEventListener('visibilitychange', watch)

    const click = (e) => {
      try {
        const a = e.target.closest('a[href]')
        if (!a || !/^https?:/.test(a.href)) return
        const file = /\.(pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|csv|txt|mp3|mp4|mov|dmg|exe|epub|ics)$/i.test(
          a.pathname,
        )
        if (file) send('download', { props: { url: a.origin + a.pathname } })
        else if (a.host !== location.host) send('outbound', { props: { url: a.origin + a.pathname } })
      } catch {
        /* not ours to break */
      }
    }
    d.addEventListener('click', click, true)
    d.addEventListener('auxclick', click, true)

    /* pupitre('event', 'achat', { value: 49.9, plan: 'annuel' }) */
    w.pupitre = (kind, name, o) => {
      if (kind !== 'event' || !name) return
      const { value, ...props } = o || {}
      send(String(name), { value, props })
    }
    begin()
    for (const args of early) w.pupitre(...args)
  } catch {
    /* a page is worth more than its measure */
  }
})(window, document)
