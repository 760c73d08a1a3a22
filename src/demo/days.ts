import { dropDigests } from '#platform/notices/digest.ts'
import { freeSpan } from '#work/day/model.ts'
import { placeBlock, readDay } from '#work/day/service.ts'
import { gathered, saveCheckin } from '#work/standup/service/checkins.ts'
import { sendDigest } from '#work/standup/service/round.ts'
import { openStandup, standupFor } from '#work/standup/service/standups.ts'
import type { Who } from './model.ts'
import type { Stage } from './stage.ts'

const speakers: readonly Who[] = ['yanis', 'thomas', 'nadia', 'hugo']
const held = 3

/** The last mornings of the agency: a stand-up a day, and the next day of whoever opens the demo already half laid out. */
export async function playDays(stage: Stage): Promise<void> {
  const at = (n: number, hour: number, minute = 0) =>
    new Date(`${stage.day(n)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`)
  const standup = await stage.as('camille', at(-10, 8), (s) => openStandup(s, null))
  const mornings = Array.from({ length: 10 }, (_, i) => i - 9)
    .filter((n) => ![0, 6].includes(at(n, 12).getUTCDay()) && at(n, 7, 20) <= stage.now)
    .slice(-held)
  for (const n of mornings) {
    const last = n === 0
    for (const [i, who] of speakers.entries()) {
      if (last && i > 2) continue
      await stage.as(who, at(n, 7, 20 + i * 7), async (s) => {
        const c = await gathered(s, standup.id)
        await saveCheckin(s, standup.id, { ...c, note: '', send: true })
      })
    }
    if (!last)
      await stage.system(at(n, 10), async (s) => {
        await sendDigest(s, await standupFor(s, standup.id, 'conduct'), stage.day(n))
      })
  }
  await stage.as('camille', stage.now, async (s) => {
    const { nextWorkday } = await readDay(s)
    const { late, dueToday, soon, blocks, hours } = await readDay(s, nextWorkday)
    const taken = [...blocks]
    for (const task of [...late, ...dueToday, ...soon].slice(0, 3)) {
      const span = freeSpan(Math.min(120, task.estimateMinutes ?? 60), taken, hours, 540)
      taken.push(await placeBlock(s, { taskId: task.id, day: nextWorkday, ...span }))
    }
  })
  // What happened in the past of a demo is nobody's news.
  await stage.system(stage.now, dropDigests)
}
