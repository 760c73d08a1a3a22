import { pictured } from './pictures.ts'
import { test } from './pupitre.ts'
import { approve } from './thread/approve.ts'
import { importLog, makeLink, measureSite, readReport, setGoal } from './thread/measure.ts'
import { readReturns, spend } from './thread/money.ts'
import {
  makeClient,
  makeProject,
  makeWorkspace,
  planActions,
  planBudget,
  setObjective,
  writeBrief,
} from './thread/prepare.ts'
import { review, shareReview } from './thread/review.ts'
import { addTasks, dragCard, importBoard, workOnTask } from './thread/work.ts'

test('a campaign is taken from its brief to its review, and the review says what the log says', async ({
  page,
  pupitre,
}) => {
  test.setTimeout(600_000)
  const step = test.step
  const picture = pictured(page)
  await step('the first page makes the workspace', () => makeWorkspace(page))
  await step('a client has its colours', () => makeClient(page))
  await step('a project begins by its brief', async () => {
    await makeProject(page)
    await writeBrief(page)
    await picture('brief')
  })
  await step('a SMART objective reads its own figure', () => setObjective(page))
  await step('the budget is planned by line', () => planBudget(page))
  await step('the actions serve the objective', () => planActions(page))
  await step('tasks are written, discussed, documented', async () => {
    await addTasks(page)
    await workOnTask(page)
  })
  await step('a Trello board comes over with all that it holds', () => importBoard(page))
  await step('a card moves by the mouse', () => dragCard(page))
  await step('a link made from an action is followed', () => makeLink(page))
  await step('a site speaks, a page is a goal', async () => {
    await measureSite(page)
    await setGoal(page)
  })
  const counted = await step('a real log is read as visits', () => importLog(page, pupitre.data))
  await step('the report says what the log says', async () => {
    await readReport(page, counted)
    await picture('mesure')
  })
  await step('what is spent says what it brought', async () => {
    await spend(page)
    await readReturns(page, counted)
    await picture('budget')
  })
  await step('the client approves without an account', () => approve(page))
  await step('the review reads the same on screen, on paper and on slides', async () => {
    await review(page, counted)
    await picture('bilan')
  })
  await step('the client reads it by its link', () => shareReview(page, counted))
})
