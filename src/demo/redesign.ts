import { addFile } from '#platform/files.ts'
import { amendProject } from '#platform/tenancy/service.ts'
import { writeBrief } from '#strategy/service/brief.ts'
import { createField } from '#work/fields/service.ts'
import { FormDraft } from '#work/forms/model.ts'
import { acceptRequest, declineRequest, submitInside, taskForRequest } from '#work/forms/service/requests.ts'
import { createForm } from '#work/forms/service.ts'
import type { Card } from '#work/model.ts'
import { decide } from '#work/proofing/service.ts'
import { repeatTask } from '#work/recurring/service.ts'
import { takeBaseline } from '#work/scheduling/service/baselines.ts'
import { cardsOf } from '#work/scheduling/service/read.ts'
import { addVersion, attach } from '#work/service/attachments.ts'
import { partsOf } from '#work/service/details.ts'
import { amendTask, commentTask, completeTask, createTask, listStatuses, moveTask } from '#work/service.ts'
import { createProjectFrom } from '#work/templates/service.ts'
import { logTime } from '#work/time/service/entries.ts'
import { ViewSpec } from '#work/views/model.ts'
import { createView } from '#work/views/service/saved.ts'
import { homePage } from './mockup.ts'
import type { Who } from './model.ts'
import type { Stage } from './stage.ts'

const lead: Who = 'yanis'
/** Who plays each role of the model « Refonte de site ». */
const cast: Record<string, Who> = {
  lead: 'yanis',
  ux: 'sofia',
  design: 'hugo',
  dev: 'thomas',
  words: 'nadia',
  seo: 'ines',
  client: 'camille',
}
const began = -92
const launch = 26
/** The wireframes took these working days more than planned: all that follows slipped, and the plan of reference shows it. */
const slip = 3

/** A project made from a ready model and followed on the Gantt: links, a plan of reference and its drift, proofs, requests. */
export async function playRedesign(stage: Stage, clientId: string | undefined): Promise<void> {
  const at = (n: number, hour: number, minute = 0) =>
    new Date(`${stage.day(n)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`)
  const person = (who: Who) => stage.people[who].memberId
  const { project } = await stage.as(lead, at(began, 8), (s) =>
    createProjectFrom(
      s,
      {
        name: 'Nouveau site de la Maison Brume',
        summary:
          'Vendre en ligne sans perdre les dépositaires : seize semaines, de l’audit à la mise en ligne.',
        clientId: clientId ?? null,
      },
      {
        templateId: 'ready:site',
        anchorOn: stage.day(launch),
        anchor: 'launch',
        people: Object.fromEntries(Object.entries(cast).map(([role, who]) => [role, person(who)])),
      },
    ),
  )
  const read = (n: number) => stage.as(lead, at(n, 9), (s) => cardsOf(s, project.id))
  const named = (cards: readonly Card[], words: string) => {
    const card = cards.find((c) => c.title.startsWith(words))
    if (!card) throw new Error(`the model has no task « ${words} »`)
    return card
  }

  await stage.as(lead, at(began, 9), async (s) => {
    await writeBrief(s, project.id, {
      context: 'Le site date de six ans, se lit mal sur téléphone, et un achat sur trois s’arrête au panier.',
      audience: 'Les clientes fidèles, celles qui offrent, et les cent vingt dépositaires.',
      message: 'La maison, comme si l’on poussait la porte.',
      deliverables: 'Un site marchand, ses contenus, les redirections, un plan de mesure.',
      constraints:
        'Aucune adresse connue ne doit se perdre. Mise en ligne avant les fêtes, jamais un vendredi.',
      success: 'Moitié moins de paniers abandonnés, et des positions tenues à un mois.',
    })
    await amendProject(s, project.id, { stage: 'running' })
    const planned = await cardsOf(s, project.id)
    await amendTask(s, named(planned, 'Mise en ligne').id, { deadlineOn: stage.day(launch + 5) })
    await takeBaseline(s, project.id, 'Plan signé avec le client')
    await createField(s, project.id, { name: 'Devis', kind: 'money' })
    await createField(s, project.id, { name: 'Facturé', kind: 'money' })
    await createField(s, project.id, {
      name: 'Reste à facturer',
      kind: 'formula',
      formula: '[Devis] - [Facturé]',
    })
    await createView(s, project.id, {
      name: 'Ce qui attend quelqu’un',
      personal: false,
      spec: ViewSpec.parse({
        kind: 'board',
        group: 'who',
        filter: { all: [{ field: 'done', op: 'is', values: ['no'] }] },
      }),
    })
  })
  await price(stage, at(began + 1, 10), project.id)

  // Day after day until today: what falls due is finished, the wireframes late.
  const wires = named(await read(began), 'Maquettes fonctionnelles')
  let slipped = false
  for (let n = began + 1; n < 0; n++) {
    const today = stage.day(n)
    if (!slipped && wires.dueOn && today >= wires.dueOn) {
      slipped = true
      await stage.as(lead, at(n, 11), async (s) => {
        const now = named(await cardsOf(s, project.id), 'Maquettes fonctionnelles')
        await amendTask(s, now.id, { durationMinutes: (now.durationMinutes ?? 8 * 420) + slip * 420 })
        await commentTask(s, now.id, 'Deux allers-retours de plus sur le panier : trois jours de retard.')
      })
    }
    const due = (await read(n)).filter((c) => !c.done && c.dueOn && c.dueOn <= today)
    for (const card of due) await finish(stage, card, at(n, 15, 30))
  }
  await stage.as(lead, at(-1, 16), async (s) => {
    const doing = (await listStatuses(s, project.id)).find((c) => c.category === 'doing')
    for (const c of await cardsOf(s, project.id))
      if (doing && !c.done && c.kind !== 'milestone' && c.startsOn && c.startsOn <= stage.day(0)) {
        await moveTask(s, c.id, { statusId: doing.id })
        await amendTask(s, c.id, { progress: elapsed(c, stage.day(0)) })
      }
  })
  await proof(stage, at, named(await read(-1), 'Maquettes graphiques'))
  await meet(stage, at, project.id)
  await ask(stage, at, project.id)
}

/** How far a task under way has come, if it goes at an even pace: whole tens, never finished. */
function elapsed(c: Card, today: string): number {
  const [from, to, now] = [c.startsOn, c.dueOn, today].map((day) => Date.parse(day ?? today)) as [
    number,
    number,
    number,
  ]
  return to > from ? Math.min(90, Math.max(10, Math.floor((10 * (now - from)) / (to - from)) * 10)) : 10
}

async function price(stage: Stage, when: Date, projectId: string): Promise<void> {
  await stage.as(lead, when, async (s) => {
    const fields = await s.sql<{ id: string; name: string }>(
      'select id, name from custom_fields where project_id = $1',
      [projectId],
    )
    const id = (name: string) => fields.rows.find((f) => f.name === name)!.id
    const quotes: [title: string, quoted: number, billed: number][] = [
      ['Maquettes graphiques', 640_000, 320_000],
      ['Développement', 1_450_000, 435_000],
      ['Écrire et reprendre', 480_000, 0],
      ['Plan de redirections', 120_000, 0],
    ]
    const cards = await cardsOf(s, projectId)
    for (const [title, quoted, billed] of quotes) {
      const card = cards.find((c) => c.title.startsWith(title))
      if (card) await amendTask(s, card.id, { fields: { [id('Devis')]: quoted, [id('Facturé')]: billed } })
    }
  })
}

async function finish(stage: Stage, card: Card, when: Date): Promise<void> {
  const who = (Object.keys(stage.people) as Who[]).find(
    (w) => stage.people[w].memberId === card.assigneeIds[0],
  )
  await stage.as(who ?? lead, when, async (s) => {
    await completeTask(s, card.id, true)
    if (who && card.estimateMinutes)
      await logTime(s, {
        taskId: card.id,
        workedOn: when.toISOString().slice(0, 10),
        minutes: Math.min(480, 60 + ((card.title.length * 7) % 20) * 15),
      })
  })
}

type At = (n: number, hour: number, minute?: number) => Date

/** Two rounds of the home page: pinned words on the first, a yes on the second. */
async function proof(stage: Stage, at: At, card: Card): Promise<void> {
  const name = 'Page d’accueil.png'
  const attachmentId = await stage.as('hugo', at(-24, 9), async (s) => {
    const file = await addFile(s, await homePage(1), { name, projectId: card.projectId })
    return (await attach(s, card.id, { fileId: file.id })).id
  })
  const pin = (who: Who, when: Date, x: number, y: number, text: string) =>
    stage.as(who, when, (s) => commentTask(s, card.id, text, { attachmentId, pin: { version: 1, x, y } }))
  const first = await pin(
    'camille',
    at(-23, 14),
    0.09,
    0.41,
    'On ne voit pas qu’on peut acheter : un vrai bouton ?',
  )
  await stage.as('hugo', at(-23, 15), (s) =>
    commentTask(s, card.id, 'Oui, ambré, sous le titre.', { parentId: first.id, attachmentId }),
  )
  await pin('nadia', at(-23, 16), 0.86, 0.68, 'Ce bloc de texte pourrait être un quatrième parfum.')
  const version = await stage.as('hugo', at(-22, 10), async (s) => {
    const file = await addFile(s, await homePage(2), { name, projectId: card.projectId })
    return addVersion(s, attachmentId, file.id, 'Bouton, titre plus grand, quatrième parfum.')
  })
  await stage.as('camille', at(-22, 17), async (s) => {
    await decide(s, version.id, 'approved', 'C’est elle.')
    if (!(await partsOf(s, card.id)).attachments.length) throw new Error('the proof is not on its task')
  })
}

/** The weekly point with the client comes back by itself. */
async function meet(stage: Stage, at: At, projectId: string): Promise<void> {
  await stage.as(lead, at(-6, 9), async (s) => {
    const task = await createTask(s, projectId, {
      title: 'Point d’avancement avec Hélène',
      assigneeIds: [stage.people[lead].memberId],
      dueOn: stage.day(-6),
      estimateMinutes: 45,
      importance: 2,
    })
    await repeatTask(s, task.id, { rule: 'FREQ=WEEKLY', shift: 'after', aheadDays: 14 })
    await completeTask(s, task.id, true)
  })
}

const changeForm = FormDraft.parse({
  name: 'Demander un changement sur le site',
  intro: 'Une page, un texte, une image : dites ce qui doit changer et pour quand.',
  thanks: 'Merci. Yanis vous répond sous deux jours ouvrés.',
  public: true,
  questions: [
    { key: 'what', kind: 'title', label: 'Que faut-il changer ?', required: true },
    { key: 'why', kind: 'description', label: 'Pourquoi, et à quoi verra-t-on que c’est bien ?' },
    { key: 'when', kind: 'due', label: 'Pour quel jour ?' },
    {
      key: 'where',
      kind: 'choice',
      label: 'Sur quelle partie du site ?',
      options: ['Accueil', 'Parfums', 'Panier', 'Dépositaires'],
    },
  ],
})

/** Others ask through a form, and get an answer. */
async function ask(stage: Stage, at: At, projectId: string): Promise<void> {
  const form = await stage.as(lead, at(-20, 9), (s) => createForm(s, projectId, changeForm))
  const send = async (who: Who, n: number, answers: Record<string, string>) => {
    const { id } = await stage.as(who, at(n, 11), (s) => submitInside(s, form.id, answers))
    await stage.system(at(n, 11, 1), (s) => taskForRequest(s, id))
    return id
  }
  const accepted = await send('sofia', -12, {
    what: 'Une page pour le coffret des trois brumes',
    why: 'La campagne des coffrets y renverra dès le premier jour.',
    when: stage.day(24),
    where: 'Parfums',
  })
  const declined = await send('ines', -8, {
    what: 'Une fenêtre d’inscription à la lettre dès l’accueil',
    where: 'Accueil',
  })
  await send('nadia', -2, { what: 'Corriger l’adresse du dépositaire de Vannes', where: 'Dépositaires' })
  await stage.as(lead, at(-11, 10), (s) => acceptRequest(s, accepted, 'Oui, avec les autres pages produit.'))
  await stage.as(lead, at(-7, 10), (s) =>
    declineRequest(
      s,
      declined,
      'Non : elle ferait fuir plus de monde qu’elle n’en inscrirait. Parlons d’un encart.',
    ),
  )
}
