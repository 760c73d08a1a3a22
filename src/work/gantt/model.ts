/** The Gantt, as geometry: pure, drawn alike by the browser, a print, a picture and a PDF. */

export * from './model/arrows.ts'
export * from './model/axis.ts'
export * from './model/bars.ts'
export * from './model/drift.ts'
export * from './model/gestures.ts'
export * from './model/predecessors.ts'
export * from './model/rows.ts'
export * from './model/sheets.ts'
export * from './model/spans.ts'
