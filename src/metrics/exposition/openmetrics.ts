import type { MetricFamily, MetricType } from './exposition.ts'
import { unescaped } from './line-cursor.ts'
import { malformed } from './malformed.ts'
import { assertHistogram } from './openmetrics-histogram.ts'
import { readOpenMetricsSample } from './openmetrics-sample.ts'
import { assertSample, newSeries, type Series } from './openmetrics-series.ts'
import type { PageReader } from './page-reader.ts'

/** The suffixes that the samples of a type have; the empty one is the name itself. */
const suffixes: Readonly<Record<MetricType, readonly string[]>> = {
  counter: ['_total', '_created'],
  summary: ['', '_count', '_sum', '_created'],
  histogram: ['_count', '_sum', '_bucket', '_created'],
  gaugehistogram: ['_gcount', '_gsum', '_bucket'],
  info: ['_info'],
  gauge: [''],
  stateset: [''],
  unknown: [''],
}

interface Open {
  family: MetricFamily
  isTyped: boolean
  series: Series
}

/** Reads OpenMetrics 1.0: families one after the other, `# EOF` at the end, no blank line. */
export function readOpenMetrics(): PageReader {
  const families: MetricFamily[] = []
  const taken = new Set<string>()
  let open: Open | null = null
  let isOver = false
  return {
    line(text) {
      if (isOver) malformed('a line follows # EOF')
      if (text === '# EOF') isOver = true
      else if (text.startsWith('#')) open = metadata(text, open)
      else if (text === '') malformed('a blank line')
      else open = sample(text, open)
    },
    end() {
      if (!isOver) malformed('# EOF is missing at the end')
      if (open !== null) close(open)
      return families
    },
  }

  function metadata(text: string, before: Open | null): Open {
    const [, keyword = '', name = '', value = ''] =
      /^# (\S*) ([^ ]*) ([\s\S]*)$/.exec(text) ?? malformedLine()
    if (before?.family.name === name && before.family.samples.length > 0)
      malformed(`metadata of ${name} after its samples`)
    const current = before?.family.name === name ? before : begin(name, before)
    describe(current, keyword, value)
    return current
  }

  function sample(text: string, before: Open | null): Open {
    const read = readOpenMetricsSample(text)
    const names = before === null ? [] : suffixes[before.family.type].map((end) => before.family.name + end)
    const current = before !== null && names.includes(read.name) ? before : begin(read.name, before)
    assertSample(current.family, read, current.series)
    current.family.samples.push(read)
    return current
  }

  function begin(name: string, before: Open | null): Open {
    if (before !== null) close(before)
    if (!/^[A-Za-z_:][A-Za-z0-9_:]*$/.test(name)) malformed(`invalid metric name ${JSON.stringify(name)}`)
    return {
      family: { name, type: 'unknown', help: null, unit: null, samples: [] },
      isTyped: false,
      series: newSeries(),
    }
  }

  function close({ family }: Open): void {
    const { name, type, unit, samples } = family
    for (const suffix of new Set([...suffixes[type], ''])) {
      if (taken.has(name + suffix)) malformed(`the name ${name + suffix} is taken twice`)
      taken.add(name + suffix)
    }
    if (unit !== null && unit !== '') {
      if (!name.endsWith(`_${unit}`)) malformed(`the unit ${unit} is not at the end of the name ${name}`)
      if (type === 'info' || type === 'stateset') malformed(`${name} is of a type that has no unit`)
    }
    if (type === 'histogram' || type === 'gaugehistogram') assertHistogram(name, samples)
    families.push(family)
  }
}

function describe(current: Open, keyword: string, value: string): void {
  const { family } = current
  const again = (isThere: boolean): void => {
    if (isThere) malformed(`more than one ${keyword} for ${family.name}`)
  }
  switch (keyword) {
    case 'HELP':
      again(family.help !== null)
      family.help = unescaped(value, 'themselves')
      return
    case 'TYPE':
      again(current.isTyped)
      family.type = isType(value) ? value : malformed(`unknown metric type ${JSON.stringify(value)}`)
      current.isTyped = true
      return
    case 'UNIT':
      again(family.unit !== null)
      family.unit = value
      return
    default:
      malformedLine()
  }
}

function isType(text: string): text is MetricType {
  return Object.hasOwn(suffixes, text)
}

function malformedLine(): never {
  return malformed('neither # TYPE, # UNIT, # HELP nor # EOF')
}
