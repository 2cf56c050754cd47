import {
  type Cell,
  type Chart,
  type LongRows,
  quantity,
  type Range,
  type Table,
  type Tier,
} from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'
import { type Need, resources, withUnits } from './need.ts'
import { nearestTier } from './tiers.ts'
import type { Workload } from './workload.ts'
import { type Planner, planWorkload } from './workload-plan.ts'

/** The values of each number of the workload: one, or several for a what-if. */
export type Axes = Record<'scansPerHour' | 'concurrentUsers' | 'dataRetentionDays', Range>

const axisTitles: Record<keyof Axes, string> = {
  scansPerHour: 'Scans/h',
  concurrentUsers: 'Users',
  dataRetentionDays: 'Days',
}
const axisNames = Object.keys(axisTitles) as (keyof Axes)[]

/** Rows up to here are held in memory; more are made while they are written. */
const rowsInMemory = 1000
const chartPoints = 120

/** How many workloads `axes` describe. */
export function countWorkloads(axes: Axes): number {
  return axisNames.reduce((count, name) => count * axes[name].count, 1)
}

/** The workload of the largest value on every axis. */
export function largestWorkload(axes: Axes, networkIntensive: boolean): Workload {
  return {
    scansPerHour: axes.scansPerHour.largest,
    concurrentUsers: axes.concurrentUsers.largest,
    dataRetentionDays: axes.dataRetentionDays.largest,
    networkIntensive,
  }
}

interface WhatIf {
  axes: Axes
  networkIntensive: boolean
  planner: Planner
  tiers: Record<string, Tier>
}

/** One row for each workload: the axes that vary, the need, the nearest tier, and instances and cost where asked for. */
export function whatIfTable(plan: WhatIf): Table {
  const varying = axisNames.filter((name) => plan.axes[name].count > 1)
  const count = countWorkloads(plan.axes)
  const number = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return {
    title: `What if: ${formatQuantity(count)} workloads`,
    main: true,
    columns: [
      ...varying.map((name) => number(name, axisTitles[name])),
      ...resources.map(({ key, title }) => number(key, title)),
      { key: 'tier', title: 'Tier' },
      ...(plan.planner.instance === undefined ? [] : [number('instances', 'Instances')]),
      ...(plan.planner.prices === undefined ? [] : [number('cost', 'Cost')]),
    ],
    rows: [...slice(whatIfRows(plan, varying), 0, rowsInMemory)],
    ...(count > rowsInMemory ? { rest: restRows(plan, varying, count - rowsInMemory) } : {}),
  }
}

/** One chart for each resource that one varying axis moves: need over that axis. */
export function whatIfCharts({ axes, networkIntensive, planner }: WhatIf): Chart[] {
  const base = largestWorkload(axes, networkIntensive)
  return axisNames.flatMap((name) => {
    const range = axes[name]
    if (range.count < 2) return []
    const points = Math.min(range.count, chartPoints)
    const needs: { x: number; need: Need }[] = []
    for (let point = 0; point < points; point++) {
      const x = range.at(Math.round((point * (range.count - 1)) / (points - 1)))
      needs.push({ x, need: planner.model.need({ ...base, [name]: x }) })
    }
    needs.sort((a, b) => a.x - b.x)
    return resources
      .filter(({ key }) => new Set(needs.map(({ need }) => need[key])).size > 1)
      .map(({ key, title, unit }) => ({
        title: `${title} by ${axisTitles[name].toLowerCase()}`,
        x: { title: axisTitles[name], unit: 'count' as const },
        y: { title, unit },
        series: [{ name: 'need', points: needs.map(({ x, need }) => [x, need[key]] as const) }],
      }))
  })
}

function restRows(plan: WhatIf, varying: (keyof Axes)[], count: number): LongRows {
  return { count, rows: () => slice(whatIfRows(plan, varying), rowsInMemory, Number.POSITIVE_INFINITY) }
}

function* slice<T>(items: Iterable<T>, from: number, to: number): Iterable<T> {
  let index = 0
  for (const item of items) {
    if (index >= from) yield item
    index += 1
    if (index >= to) return
  }
}

function* whatIfRows(plan: WhatIf, varying: (keyof Axes)[]): Iterable<Cell[]> {
  const { axes, networkIntensive } = plan
  for (let scan = 0; scan < axes.scansPerHour.count; scan++) {
    for (let user = 0; user < axes.concurrentUsers.count; user++) {
      for (let day = 0; day < axes.dataRetentionDays.count; day++) {
        const workload: Workload = {
          scansPerHour: axes.scansPerHour.at(scan),
          concurrentUsers: axes.concurrentUsers.at(user),
          dataRetentionDays: axes.dataRetentionDays.at(day),
          networkIntensive,
        }
        yield whatIfRow(plan, workload, varying)
      }
    }
  }
}

function whatIfRow({ planner, tiers }: WhatIf, workload: Workload, varying: (keyof Axes)[]): Cell[] {
  const { need, instances, cost } = planWorkload(workload, planner)
  const units = withUnits(need)
  const fit = nearestTier(need, tiers)
  return [
    ...varying.map((name) => quantity(workload[name], name === 'dataRetentionDays' ? 'days' : 'count')),
    ...resources.map(({ key }) => units[key]),
    fit === null ? null : fit.fits ? fit.name : `over ${fit.name}`,
    ...(instances === null ? [] : [quantity(instances.total, 'count')]),
    ...(planner.prices === undefined ? [] : [cost?.total ?? null]),
  ]
}
