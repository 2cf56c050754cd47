import { counted, formatQuantity } from '../../report/index.ts'
import type { Cost } from './diagnose-data.ts'

/** What the collection took, of several hosts together, in one line: `Cost: 3.1 s, 412 files, ran no program`; saved facts cost nothing. */
export function costLine(costs: readonly Cost[]): string {
  const files = costs.reduce((total, cost) => total + cost.files, 0)
  if (files === 0) return 'Read from saved facts'
  const seconds = Math.max(0, ...costs.map((cost) => cost.seconds))
  const programs = new Map<string, number>()
  for (const name of costs.flatMap(({ childProcesses }) => childProcesses))
    programs.set(name, (programs.get(name) ?? 0) + 1)
  const ran = [...programs]
    .map(([name, times]) => (times === 1 || costs.length > 1 ? name : `${name} x${times}`))
    .join(', ')
  const digits = seconds < 1 ? 100 : 10
  const took = formatQuantity(Math.round(seconds * digits) / digits, 'seconds')
  return `Cost: ${took}, ${counted(files, 'file')}, ran ${ran === '' ? 'no program' : ran}`
}

/** The title of the table of what was checked: the cost, how many findings the screen has no room for, and sentences `more`. */
export function tableTitle(costs: readonly Cost[], hidden: number, more: readonly string[]): string {
  const rest = hidden === 0 ? [] : [`${hidden} more with --all.`]
  return [`${costLine(costs)}.`, ...rest, ...more].join(' ')
}
