import { readAnyTable } from './any-table.ts'
import { readAsanaCsv } from './asana-csv.ts'
import { readAsanaJson } from './asana-json.ts'
import type { ForeignBoard } from './foreign.ts'
import type { ReadOptions } from './homes.ts'
import type { Source } from './model.ts'
import { readMonday } from './monday.ts'
import { readMsProject } from './msproject.ts'
import { kindOf } from './reading/kind.ts'

/** Reads an export of any tool but Trello, whose boards hold more. @throws with a sentence that says what is wrong with the file. */
export async function readForeign(
  source: Exclude<Source, 'trello'>,
  bytes: Uint8Array,
  fileName: string,
  o: ReadOptions,
  w: { timezone: string; locale: 'fr' | 'en' },
): Promise<ForeignBoard> {
  const kind = kindOf(bytes)
  switch (source) {
    case 'asana':
      return kind === 'json'
        ? readAsanaJson(bytes, fileName, w.timezone, o)
        : readAsanaCsv(bytes, fileName, o)
    case 'monday':
      return readMonday(bytes, fileName, o)
    case 'msproject':
      return readMsProject(bytes, fileName)
    case 'csv':
      return readAnyTable(bytes, fileName, o, w.locale)
  }
}
