// Before the first paint, so that a dark room is not flashed white. External because the policy forbids inline scripts.
;(() => {
  let chosen = 'auto'
  let locale = ''
  try {
    chosen = localStorage.getItem('pupitre.theme') || 'auto'
    locale = localStorage.getItem('pupitre.locale') || ''
  } catch {}
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  const english = locale ? locale === 'en' : /^en/i.test(navigator.language)
  document.documentElement.lang = english ? 'en' : 'fr'
})()
