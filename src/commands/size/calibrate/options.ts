import { type Parsed, rejected, suggestion, understood } from '../../../core/index.ts'
import type { CalibratedResource, PerName } from '../../../sizing/index.ts'
import { type InputOf, inputFiles, outputFile, switchOption, value, values } from '../../command.ts'
import { durationWithin } from '../../duration-within.ts'

/** `scans=lewis_scans_total:rate`: what the work is, and the metric that tells it. */
export interface PerMetric {
  per: PerName
  metric: string
}

/** The option that names the series of each resource in recordings. */
export const seriesFlags: Record<CalibratedResource, string> = {
  cpu: '--cpu',
  memory: '--memory',
  storage: '--disk',
  network: '--network',
}

export const calibrateOptions = {
  samples: inputFiles('--samples <file...>', 'recordings of monitor, or JSON of loadtest --watch; several'),
  per: values(
    '--per <work=metric>',
    'what costs are for: scans=METRIC (a rate a second, or a counter), users=METRIC; both may be given',
    parsePer,
  ),
  of: value(
    '--of <name>',
    'whose CPU and memory, where several processes or targets were watched',
    parseText,
  ),
  cpu: value(
    '--cpu <metric>',
    'of recordings: the series of the CPU (process, container, machine)',
    parseText,
  ),
  memory: value('--memory <metric>', 'of recordings: that of the memory', parseText),
  disk: value('--disk <metric>', "of recordings: free bytes, as 'disk.free{mount=/data}'", parseText),
  network: value('--network <metric>', 'of recordings: bytes a second (all interfaces)', parseText),
  window: value(
    '--window <duration>',
    'one point from so long (recordings: 10s or a hundredth; load tests: a fifth of a stage)',
    (text) => durationWithin(text, 1, 7 * 86_400),
  ),
  write: outputFile('--write <file>', 'write a profile with the unit costs; - prints it', parseText),
  force: switchOption('--force', 'overwrite that file'),
}

export type CalibrateInput = InputOf<typeof calibrateOptions>

const works: readonly PerName[] = ['scans', 'users']

function parsePer(text: string): Parsed<PerMetric> {
  const place = text.indexOf('=')
  const hint =
    'Write scans=METRIC or users=METRIC, as scans=requests of a load test or scans=lewis_scans_total:rate.'
  if (place < 0) return rejected('names no metric', hint)
  const [work, metric] = [text.slice(0, place).trim(), text.slice(place + 1).trim()]
  const per = works.find((one) => one === work)
  if (per === undefined) return rejected('is for neither scans nor users', suggestion(work, works, hint))
  return metric === '' ? rejected('names no metric', hint) : understood({ per, metric })
}

function parseText(text: string): Parsed<string> {
  return text.trim() === '' ? rejected('is empty', 'Give it a value, or leave it out.') : understood(text)
}
