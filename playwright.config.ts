import fs from 'node:fs'
import path from 'node:path'
import { defineConfig } from '@playwright/test'

/** The browser comes from npm, so that a bare machine needs nothing else; `CHROMIUM=/path` uses another. */
async function browser(): Promise<string> {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const before = process.env.TMPDIR
  const folder = path.join(import.meta.dirname, 'node_modules/.cache/chromium-153')
  fs.mkdirSync(folder, { recursive: true })
  process.env.TMPDIR = folder // it unpacks into the temporary folder, and would trust an older version left there
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x' // makes it unpack its own system libraries too
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const executable = await chromium.executablePath()
    // Its own font settings look for fonts at a fixed place that is not this folder: without a font, no text is drawn.
    const fonts = path.join(folder, 'fontconfig')
    fs.mkdirSync(fonts, { recursive: true })
    fs.writeFileSync(
      path.join(fonts, 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${fonts}/cache</cachedir></fontconfig>`,
    )
    process.env.FONTCONFIG_PATH = fonts
    return executable
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

export default defineConfig({
  testDir: 'journeys',
  reporter: [['list']],
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 240_000,
  expect: { timeout: 15_000 },
  outputDir: 'node_modules/.cache/journeys',
  use: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    actionTimeout: 30_000,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: await browser(),
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
})
