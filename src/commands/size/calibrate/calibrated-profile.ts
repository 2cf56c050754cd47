import { type Document, OperatorError, type Table, type UnitCosts } from '../../../core/index.ts'
import { isProfilePath, toYaml } from '../../../profiles/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { type CalibrateData, missingCosts } from '../../../sizing/index.ts'

/** Throws OperatorError (exit 2) where --profile would not find the file again. */
export function assertProfileFile(file: string): void {
  if (file === '-' || (isProfilePath(file) && /\.ya?ml$/i.test(file))) return
  throw new OperatorError({
    sentence: `--write writes a profile, which needs a .yaml ending, got ${file}.`,
    hint: `Without it --profile would look for a shipped profile: write ${file}.yaml, or - to see it.`,
  })
}

/** A profile with the unit costs, and how each was measured; `file` is where it goes, null for the screen. */
export async function calibratedProfile(
  data: CalibrateData,
  { file, day }: { file: string | null; day: string },
): Promise<Document> {
  const name = (file ?? 'calibrated.yaml').replace(/^.*\//, '').replace(/\.ya?ml$/i, '')
  const unitCosts: UnitCosts = { source: sourceOf(data, day), ...costsOf(data) }
  const missing = missingCosts(unitCosts)
  const text = [
    `# Unit costs measured by lewis-perf size calibrate on ${day}, with 95 % intervals:`,
    ...data.fits.map(
      ({ what, cost: { value, low = value, high = value, unit }, points }) =>
        `# ${shown(value, unit)} (${shown(low, unit)} to ${shown(high, unit)}): ${points} points of ${what}`,
    ),
    missing.length === 0
      ? `# Plan with it: lewis-perf size --profile ${file ?? 'FILE.yaml'} --model demand`
      : `# Still to be measured before --model demand can plan: ${missing.join(', ')}`,
    'extends: recommended',
    await toYaml({ name, source: file ?? name, unitCosts }),
  ].join('\n')
  return { name: `${name}.yaml`, mediaType: 'application/yaml', text, ...(file === null ? {} : { file }) }
}

/** The same costs as a profile writes them, a line each. */
export function pasteTable(data: CalibrateData): Table {
  const costs = costsOf(data)
  const bytes = (value: number | undefined): string | null => (value === undefined ? null : `${value}B`)
  const rows: [string, string | number | null | undefined][] = [
    ['cpuSecondsPerScan', costs.cpuSecondsPerScan],
    ['memoryPerUser', bytes(costs.memoryPerUserBytes)],
    ['baseMemory', bytes(costs.baseMemoryBytes)],
    ['gbPerDay', bytes(costs.storagePerDayBytes)],
    ['mbitPerScan', costs.networkPerScanBits && costs.networkPerScanBits / 1e6],
  ]
  return {
    title: 'In a profile, below unitCosts (--write FILE.yaml writes one)',
    columns: [
      { key: 'key', title: 'Key' },
      { key: 'value', title: 'Value', align: 'right' },
    ],
    rows: rows.flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [[`${key}:`, String(value)]],
    ),
  }
}

function costsOf({ unitCosts }: CalibrateData): UnitCosts {
  const value = (key: keyof CalibrateData['unitCosts']): number | undefined => {
    const cost = unitCosts[key]
    return cost === undefined ? undefined : Number(cost.value.toPrecision(6))
  }
  const [cpu, memory, base, storage, network] = [
    value('cpuSecondsPerScan'),
    value('memoryPerUserBytes'),
    value('baseMemoryBytes'),
    value('storagePerDayBytes'),
    value('networkPerScanBits'),
  ]
  return {
    ...(cpu === undefined ? {} : { cpuSecondsPerScan: cpu }),
    ...(memory === undefined ? {} : { memoryPerUserBytes: Math.round(memory) }),
    ...(base === undefined ? {} : { baseMemoryBytes: Math.round(base) }),
    ...(storage === undefined ? {} : { storagePerDayBytes: Math.round(storage) }),
    ...(network === undefined ? {} : { networkPerScanBits: Math.round(network) }),
  }
}

const longestSource = 500

function sourceOf({ per, files }: CalibrateData, day: string): string {
  const works = Object.entries(per).map(([work, metric]) => `${work} ${metric}`)
  const text = `size calibrate on ${day}, ${works.join(' and ')}, of ${files.join(', ')}`
  return text.length <= longestSource ? text : `${text.slice(0, longestSource - 3)}...`
}

function shown(value: number, unit: Parameters<typeof formatQuantity>[1]): string {
  return formatQuantity(Number(value.toPrecision(4)), unit)
}
