import { expect, type Page } from '@playwright/test'

/** Opens the demo by the first page's second door, and says in which workspace it is. */
export async function openDemo(page: Page): Promise<string> {
  await page.goto('/premiere-fois')
  await page.getByRole('button', { name: 'Ouvrir la démonstration' }).click()
  await expect(page).toHaveURL(/\/aujourdhui$/, { timeout: 400_000 })
  return new URL(page.url()).pathname.split('/')[1]!
}

type Routes = { routesByPath: Record<string, unknown> }

/** Every page of the app, as its own router knows them. */
export const routesOf = (page: Page) =>
  page.evaluate(() =>
    Object.keys((globalThis as unknown as { __TSR_ROUTER__: Routes }).__TSR_ROUTER__.routesByPath),
  )

/** What stands in for the parameters of routes, found by walking the demo. */
export async function parametersOf(page: Page, ws: string): Promise<Record<string, string>> {
  const last = () => new URL(page.url()).pathname.split('/').at(-1)!
  await page.goto(`/${ws}/clients`)
  await page.getByRole('row').nth(1).click()
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/)
  const id = last()

  await page.goto(`/${ws}/projets`)
  await page.getByRole('row').filter({ hasText: 'Marais' }).click()
  await expect(page).toHaveURL(/\/projets\/[^/]+\/brief$/)
  const project = new URL(page.url()).pathname.split('/')[3]!

  await page.goto(`/${ws}/projets/${project}/validation`)
  await page.getByRole('button', { name: 'Voir le dossier' }).first().click()
  await expect(page).toHaveURL(/\/validation\/[^/]+$/)
  const approval = last()

  await page.goto(`/${ws}/projets/${project}/bilan`)
  await page.getByRole('button', { name: 'Faire le bilan' }).click()
  await expect(page).toHaveURL(/\/bilan\/[0-9a-f-]{36}$/)
  const review = last()
  await page.getByRole('button', { name: 'Partager' }).click()
  await page.getByRole('button', { name: 'Créer le lien' }).click()
  const shared = await page.getByLabel(/Lien à envoyer/).inputValue()

  return { ws, id, project, task: '1', approval, review, shared: shared.split('/').at(-1)! }
}
