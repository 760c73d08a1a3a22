import type { CDPSession, Locator, Page } from '@playwright/test'

type Point = { x: number; y: number }

/** Fingers as the screen feels them: what the page hears are the events of a real phone. */
export async function finger(page: Page) {
  const cdp: CDPSession = await page.context().newCDPSession(page)
  const say = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: Point[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((p, id) => ({ ...p, id })) })
  const slide = async (from: Point, to: Point) => {
    for (let i = 1; i <= 10; i++) {
      await say('touchMove', {
        x: from.x + ((to.x - from.x) * i) / 10,
        y: from.y + ((to.y - from.y) * i) / 10,
      })
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
  }
  return {
    cdp,
    /** Rests until what lies under is lifted, then takes it there. */
    async carry(from: Point, to: Point, lifted: Locator) {
      await say('touchStart', from)
      await lifted.waitFor()
      await slide(from, to)
      await say('touchEnd')
    },
    /** Slides at once, as one scrolls. */
    async swipe(from: Point, to: Point) {
      await say('touchStart', from)
      await slide(from, to)
      await say('touchEnd')
    },
    async pinch(at: Point, apart: number, to: number) {
      await say('touchStart', { x: at.x - apart / 2, y: at.y }, { x: at.x + apart / 2, y: at.y })
      for (let i = 1; i <= 10; i++) {
        const d = (apart + ((to - apart) * i) / 10) / 2
        await say('touchMove', { x: at.x - d, y: at.y }, { x: at.x + d, y: at.y })
      }
      await say('touchEnd')
    },
  }
}

export async function middle(what: Locator, dx = 0.5, dy = 0.5): Promise<Point> {
  const box = await what.boundingBox()
  if (!box) throw new Error('nothing to touch')
  return { x: box.x + box.width * dx, y: box.y + box.height * dy }
}
