import type { Instant, LinkKind, PlanCalendar } from './plan.ts'

/** What a project file holds that we keep. Durations and work in minutes, dates as instants of the wall clock. */
export type MspdiProject = {
  name: string
  title: string
  author: string
  company: string
  start: Instant | null
  finish: Instant | null
  fromStart: boolean
  statusAt: Instant | null
  calendarUid: string | null
  minutesPerDay: number
  minutesPerWeek: number
  daysPerMonth: number
  /** Minutes of slack up to which a task is critical. */
  criticalSlack: number
  manyCriticalPaths: boolean
  calendars: MspdiCalendar[]
  tasks: MspdiTask[]
  resources: MspdiResource[]
  assignments: MspdiAssignment[]
  /** Names of custom fields, by the number the format gives them. */
  fields: MspdiField[]
}

export type MspdiCalendar = PlanCalendar & { name: string; isBase: boolean }

export type MspdiTask = {
  uid: string
  id: number
  name: string
  notes: string
  outlineLevel: number
  parentUid: string | null
  summary: boolean
  milestone: boolean
  manual: boolean
  active: boolean
  start: Instant | null
  finish: Instant | null
  duration: number | null
  elapsed: boolean
  estimated: boolean
  remaining?: number | null
  /** Fixed: 0 units, 1 duration, 2 work. */
  type?: number
  /** As the format numbers it: 7 days, 5 hours, 9 weeks… */
  durationFormat: number
  work: number | null
  percentComplete: number
  percentWorkComplete: number
  actualStart: Instant | null
  actualFinish: Instant | null
  resume: Instant | null
  constraintType: number
  constraintAt: Instant | null
  deadline: Instant | null
  calendarUid: string | null
  ignoresResourceCalendar: boolean
  priority: number
  wbs: string
  hyperlink: string
  /** Minutes by which levelling pushed it back, and whether they are of the clock. */
  levelingDelay: number
  levelingFormat?: number
  links: MspdiLink[]
  baselines: MspdiBaseline[]
  values: { fieldId: string; value: string }[]
  /** Why its dates are taken as they are. */
  fixed: MspdiFixed | null
  /** Between work and work again: of a split task, more than nights and weekends. */
  holes?: { from: Instant; to: Instant }[]
  computed: MspdiComputed
}

export type MspdiFixed = 'external' | 'subproject' | 'split' | 'recurring' | 'contoured'

/** What the program that wrote the file computed. Slack in working minutes. */
export type MspdiComputed = {
  earlyStart: Instant | null
  earlyFinish: Instant | null
  lateStart: Instant | null
  lateFinish: Instant | null
  totalSlack: number | null
  freeSlack: number | null
  critical: boolean | null
}

export type MspdiLink = {
  fromUid: string
  kind: LinkKind
  /** Minutes, or percent. */
  lag: number
  lagUnit: 'work' | 'elapsed' | 'percent'
  lagFormat: number
  /** Of a task of another file, which may have a stand-in here. */
  cross?: boolean
}
export type MspdiBaseline = {
  number: number
  start: Instant | null
  finish: Instant | null
  duration: number | null
  work: number | null
}
export type MspdiResource = {
  uid: string
  id: number
  name: string
  initials: string
  email: string
  group: string
  notes: string
  type: 'work' | 'material' | 'cost'
  /** 1: full time. */
  maxUnits: number
  calendarUid: string | null
}
export type MspdiAssignment = {
  taskUid: string
  resourceUid: string
  units: number
  work: number | null
  actualWork: number | null
  start: Instant | null
  finish: Instant | null
  contour: number
}
export type MspdiField = { fieldId: string; name: string; alias: string }

export const linkKinds: readonly LinkKind[] = ['ff', 'fs', 'sf', 'ss']
export const constraintKinds = ['asap', 'alap', 'mso', 'mfo', 'snet', 'snlt', 'fnet', 'fnlt'] as const
/** Formats whose unit is of the clock: 24 hours to the day. 33 to 52 are the same with « estimated ». */
const elapsedFormats = new Set([4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52])
export const isElapsedFormat = (format: number) => elapsedFormats.has(format)
export const isPercentFormat = (format: number) => [19, 20, 51, 52].includes(format)

/** Eight hours, Monday to Friday: what a file without calendars means. */
export const office: PlanCalendar['week'] = [0, 1, 2, 3, 4, 5, 6].map((d) =>
  d < 5
    ? ([
        [480, 720],
        [780, 1020],
      ] as const)
    : [],
)
