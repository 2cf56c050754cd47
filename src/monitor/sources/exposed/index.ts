// The series of a page of metrics.
export { keptSeries } from './kept-series.ts'
export { lewisValues } from './lewis-values.ts'
export { type PageLook, pageLook } from './page-look.ts'
export { pageValues } from './page-values.ts'
