import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { Role } from '../src/platform/rights.ts'
import { expect, type Pupitre } from './pupitre.ts'

export const password = 'lampe violette canard 7 tambour'

export type Someone = { readonly email: string; readonly role: Role }

/** A workspace and its people, made by the command line: the first makes the workspace, the others enter it. */
export async function seat(pupitre: Pupitre, workspace: string, people: readonly Someone[]): Promise<void> {
  for (const { email, role } of people) {
    const who = ['--email', email, '--workspace', workspace, '--role', role]
    const made = await pupitre.cli(['user', 'add', ...who, '--password-stdin', '--json'], `${password}\n`)
    expect(made.code, made.stderr).toBe(0)
  }
}

export const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true }

/** Somebody's own browser, signed in by the page that everybody signs in by. */
export async function desk(
  browser: Browser,
  pupitre: Pupitre,
  email: string,
  o: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: pupitre.url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 900 },
    ...o,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto('/connexion')
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(password)
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
  await expect(page).toHaveURL(/\/aujourdhui$/)
  return page
}

/** Makes a project by its button, and waits at its brief. */
export async function openProject(page: Page, workspace: string, name: string): Promise<void> {
  await page.goto(`/${workspace}/projets`)
  await page.getByRole('button', { name: 'Nouveau projet' }).first().click()
  await page.getByRole('dialog').getByRole('textbox', { name: /^Nom/ }).fill(name)
  await page.getByRole('button', { name: 'Créer le projet' }).click()
  await expect(page).toHaveURL(/\/projets\/[^/]+\/brief$/)
}

/** The API, asked by whoever sits at this desk. */
export async function call<T>(
  page: Page,
  workspace: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  return page.evaluate(
    async ([slug, verb, where, sent]) => {
      const me = await (await fetch('/api/v1/me')).json()
      const answer = await fetch(`/api/v1${where}`, {
        method: verb as string,
        headers: {
          'content-type': 'application/json',
          'x-csrf-token': '1',
          'x-workspace': me.workspaces.find((w: { slug: string }) => w.slug === slug).id,
        },
        ...(sent !== null && { body: JSON.stringify(sent) }),
      })
      if (!answer.ok) throw new Error(`${verb} ${where}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    },
    [workspace, method, path, body ?? null] as const,
  )
}

/** The members of the workspace by the first half of their address. */
export async function membersOf(page: Page, workspace: string): Promise<Record<string, string>> {
  const all = await call<{ id: string; email: string }[]>(page, workspace, 'GET', '/members')
  return Object.fromEntries(all.map((m) => [m.email.split('@')[0] as string, m.id]))
}
