import { type Parsed, parseDuration, rejected } from '../../../core/index.ts'
import { choice } from '../../choice.ts'
import { inputFile, outputFile, switchOption, value } from '../../command.ts'

export const processOptions = {
  window: value('--window <duration>', 'time between the two looks (3s)', (text) =>
    within(parseDuration(text), 0.1, 3600, 'Give 100ms to 1h.'),
  ),
  attach: switchOption('--attach', 'may open the inspector of a Node process, and closes it again'),
  cpuProfile: value('--cpu-profile <duration>', 'sample its functions for so long, as 10s', (text) =>
    within(parseDuration(text), 0.1, 600, 'Give 100ms to 10m; 10s is usual.'),
  ),
  heap: {
    ...choice(
      '--heap <kind>',
      'Node: who allocates (sampling), or who holds and grows (=snapshot: it stops for seconds and needs much memory)',
      ['sampling', 'snapshot'],
    ),
    implied: 'sampling',
  },
  flameGraph: outputFile(
    '--flame-graph <file>',
    'where the page of the profile goes (flame-graph-PID.html)',
    parseFile,
  ),
  import: inputFile('--import <file>', 'collapsed stacks, perf script, speedscope or .cpuprofile'),
}

function within(seconds: Parsed<number>, least: number, most: number, hint: string): Parsed<number> {
  if (!seconds.ok) return seconds
  if (seconds.value < least) return rejected('is too short', hint)
  return seconds.value > most ? rejected('is too long', hint) : seconds
}

function parseFile(text: string): Parsed<string> {
  return text === ''
    ? rejected('names no file', 'Write for example --flame-graph out.html.')
    : { ok: true, value: text }
}
