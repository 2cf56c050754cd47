import { quantity, type Table } from '../../core/index.ts'
import { type Percentiles, survivalPercentiles } from '../../metrics/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { Course, Kind, Tally } from '../tally/index.ts'
import { latencyCell } from './latency-table.ts'

/** What became of jobs or journeys of one name. begun = completed + failed + unfinished. */
export interface CourseData {
  begun: number
  completed: number
  failed: Record<string, Kind>
  unfinished: number
  /** Completed in the measured time, scaled to an hour. */
  perHour: number
  /** A job is seen to be done at the next look: up to so much later than it was. 0 for journeys. */
  resolutionSeconds: number
  /** From begin to end; what was given up or unfinished counts as longer (Kaplan-Meier). */
  latency: Percentiles | null
}

/** Jobs, or journeys, by name. */
export function courseData(
  { courses }: Tally,
  kind: Course['kind'],
  measuredSeconds: number,
): Record<string, CourseData> {
  return Object.fromEntries(
    courses
      .filter((course) => course.kind === kind)
      .map(
        ({
          name,
          begun,
          completed,
          completedInTime,
          failed,
          unfinished,
          resolutionSeconds,
          times,
          censored,
        }) => [
          name,
          {
            begun,
            completed,
            failed,
            unfinished,
            perHour: measuredSeconds > 0 ? (completedInTime / measuredSeconds) * 3600 : 0,
            resolutionSeconds,
            latency: survivalPercentiles(times, censored),
          },
        ],
      ),
  )
}

/** A row for each name; empty where nothing is to be shown. */
export function courseTables(
  jobs: Readonly<Record<string, CourseData>>,
  journeys: Readonly<Record<string, CourseData>>,
): Table[] {
  const slowest = Math.max(0, ...Object.values(jobs).map(({ resolutionSeconds }) => resolutionSeconds))
  return [
    ...tableOf(
      slowest > 0 ? `Jobs, their ends seen up to ${formatQuantity(slowest, 'seconds')} late` : 'Jobs',
      jobs,
    ),
    ...tableOf('Journeys', journeys),
  ]
}

function tableOf(title: string, courses: Readonly<Record<string, CourseData>>): Table[] {
  if (Object.keys(courses).length === 0) return []
  const right = (key: string, shown: string): Table['columns'][number] => ({
    key,
    title: shown,
    align: 'right',
  })
  return [
    {
      title,
      columns: [
        { key: 'name', title: 'Name' },
        right('begun', 'Begun'),
        right('completed', 'Done'),
        right('failed', 'Failed'),
        right('unfinished', 'Unfinished'),
        right('perHour', 'An hour'),
        right('p50', 'p50'),
        right('p95', 'p95'),
        right('max', 'max'),
      ],
      rows: Object.entries(courses).map(
        ([name, { begun, completed, failed, unfinished, perHour, latency }]) => [
          name,
          quantity(begun, 'count'),
          quantity(completed, 'count'),
          quantity(
            Object.values(failed).reduce((sum, { count }) => sum + count, 0),
            'count',
          ),
          quantity(unfinished, 'count'),
          quantity(Math.round(perHour), 'count'),
          ...(['p50Seconds', 'p95Seconds', 'maxSeconds'] as const).map((key) =>
            latency === null ? null : latencyCell(latency, key),
          ),
        ],
      ),
    },
  ]
}
