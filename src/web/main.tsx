import './theme/tokens.css'
import '@mantine/core/styles.layer.css'
import './theme/fonts.css'
import './theme/base.css'
import './theme/mantine.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './routes.tsx'

const place = document.getElementById('pupitre')
if (!place) throw new Error('index.html lost its place')

createRoot(place).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
)

// A new version replaced the files of this one: start again on the new, once.
addEventListener('vite:preloadError', (event) => {
  const key = 'pupitre.reloaded'
  if (Date.now() - Number(sessionStorage.getItem(key) ?? 0) < 20_000) return
  sessionStorage.setItem(key, String(Date.now()))
  event.preventDefault()
  location.reload()
})

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js'))
}
