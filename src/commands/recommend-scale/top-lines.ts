import { quantityValue } from '../../clients/index.ts'
import { OperatorError } from '../../core/index.ts'
import { podOwner } from './pod-owner.ts'

/** What a pod uses at a moment: cores and bytes of all of its containers. */
export interface PodUse {
  /** Null where the dump has no such column. */
  namespace: string | null
  pod: string
  cores: number
  memoryBytes: number
}

interface Line {
  number: number
  cells: string[]
}

type Column = 'namespace' | 'pod' | 'container' | 'cpu' | 'memory'

const hint = 'Give what kubectl top pods printed, also with -A, --containers or --no-headers.'
const plain: readonly Column[] = ['pod', 'cpu', 'memory']

/** The pods of a text of `kubectl top pods`. Throws OperatorError (exit 2) with the number of a line that is none of it. */
export function topLines(text: string, file: string): PodUse[] {
  const lines = text
    .split('\n')
    .map((line, index): Line => ({ number: index + 1, cells: line.trim().split(/\s+/) }))
    .filter(({ cells }) => cells[0] !== '')
  const heads = lines.filter(({ cells }) => isHead(cells))
  const [second] = heads.map(({ cells }) => cells.join(' ')).filter((head, _, all) => head !== all[0])
  if (second !== undefined)
    throw new OperatorError({
      sentence: `${file} holds dumps with different columns: ${second}.`,
      hint: 'Give one of them.',
    })
  const rows = lines.filter(({ cells }) => !isHead(cells))
  if (rows.length === 0) throw new OperatorError({ sentence: `${file} tells of no pods.`, hint })
  const head = heads[0]?.cells
  if (isOfNodes(head, rows[0]?.cells ?? []))
    throw new OperatorError({
      sentence: `${file} is what kubectl top nodes printed, at line ${(heads[0] ?? rows[0])?.number}.`,
      hint: 'Nodes run many workloads: give what kubectl top pods printed.',
    })
  const columns = head === undefined ? columnsOf(rows, file) : named(head)
  return added(sumLeftOut(rows), columns, file)
}

function isHead(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.startsWith('CPU(')) && cells.some((cell) => cell.startsWith('MEMORY('))
}

function isOfNodes(head: readonly string[] | undefined, first: readonly string[]): boolean {
  return head === undefined
    ? first.slice(1).some((cell) => /^\d+%$/.test(cell))
    : head.some((cell) => cell.includes('%'))
}

/** `kubectl top pods --sum` ends with a line of strokes and the sums. */
function sumLeftOut(rows: readonly Line[]): Line[] {
  const strokes = rows.findIndex(({ cells }) => cells.every((cell) => /^_+$/.test(cell)))
  return strokes < 0 ? [...rows] : rows.slice(0, strokes)
}

function named(head: readonly string[]): Column[] {
  const hasPods = head.includes('POD')
  return head.flatMap((cell): Column[] => {
    if (cell === 'NAMESPACE') return ['namespace']
    if (cell === 'POD') return ['pod']
    if (cell === 'NAME') return [hasPods ? 'container' : 'pod']
    if (cell.startsWith('CPU(')) return ['cpu']
    return cell.startsWith('MEMORY(') ? ['memory'] : []
  })
}

/** Without a line of titles: by how many there are, and by which looks like names of pods. */
function columnsOf(rows: readonly Line[], file: string): readonly Column[] {
  const count = rows[0]?.cells.length ?? 0
  if (count === 5) return ['namespace', 'pod', 'container', 'cpu', 'memory']
  if (count !== 4) return plain
  const pods = (column: number): number =>
    rows.filter(({ cells }) => podOwner(cells[column] ?? '') !== null).length
  if (pods(1) > pods(0)) return ['namespace', ...plain]
  if (pods(0) > pods(1)) return ['pod', 'container', 'cpu', 'memory']
  throw new OperatorError({
    sentence: `${file} does not say which of its columns are the pods.`,
    hint: 'Leave out --no-headers.',
  })
}

/** Containers of a pod are one. */
function added(rows: readonly Line[], columns: readonly Column[], file: string): PodUse[] {
  const pods = new Map<string, PodUse>()
  const seen = new Set<string>()
  for (const { number, cells } of rows) {
    const cell = (column: Column): string | undefined => cells[columns.indexOf(column)]
    const [cores, memoryBytes] = [quantityValue(cell('cpu')), quantityValue(cell('memory'))]
    const pod = cell('pod')
    if (pod === undefined || cells.length !== columns.length || !isAmount(cores) || !isAmount(memoryBytes))
      throw new OperatorError({
        sentence: `Line ${number} of ${file} is none of kubectl top pods, got ${JSON.stringify(cells.join(' '))}.`,
        hint,
      })
    const namespace = cell('namespace') ?? null
    const key = JSON.stringify([namespace, pod])
    const part = JSON.stringify([key, cell('container')])
    if (seen.has(part))
      throw new OperatorError({
        sentence: `Line ${number} of ${file} tells of ${pod} a second time.`,
        hint: 'Give the dump of one moment and one cluster; of several moments make samples: at,name,value.',
      })
    seen.add(part)
    const before = pods.get(key) ?? { namespace, pod, cores: 0, memoryBytes: 0 }
    pods.set(key, {
      ...before,
      cores: before.cores + cores,
      memoryBytes: before.memoryBytes + memoryBytes,
    })
  }
  return [...pods.values()]
}

function isAmount(value: number | null): value is number {
  return value !== null && value >= 0
}
