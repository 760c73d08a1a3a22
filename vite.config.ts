import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.PUPITRE_SERVER ?? 'http://127.0.0.1:3000'
const proxied = [
  '/rpc',
  '/api',
  '/live',
  '/imports',
  '/exports',
  '/cal/',
  '/bilans',
  '/plannings',
  '/files',
  '/forms/',
  '/t/',
  '/l/',
]

export default defineConfig({
  plugins: [react()],
  build: {
    manifest: true,
    sourcemap: false,
    // Inlined assets would be data: URLs, which the content security policy refuses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  server: {
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: server, changeOrigin: false }])),
  },
})
