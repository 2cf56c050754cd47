import { type Parsed, parseWhole, rejected, understood } from '../core/index.ts'
import { type FormatName, formats } from '../report/index.ts'
import { choice, parseChoice } from './choice.ts'
import { switchOption, value, values } from './command.ts'

/** Where a result goes, and as what. */
export interface OutputTarget {
  format: FormatName | null
  /** `-` is standard output. */
  file: string
}

const formatNames = formats.map(({ name }) => name)

/** The options that every command has. */
export const globalOptions = {
  profile: value('--profile <name|file>', 'profile to plan against (recommended)', parseName),
  format: choice('--format <fmt>', `format of standard output: ${formatNames.join(', ')}`, formatNames),
  json: switchOption('--json', 'the same as --format json'),
  output: values(
    '-o, --output <[fmt=]file>',
    'also write the result to a file; - is standard output',
    parseOutputTarget,
  ),
  strict: switchOption('--strict', 'a finding that warns exits 1'),
  quiet: switchOption('-q, --quiet', 'the answer in one line, no progress and no notes'),
  verbose: switchOption('-v, --verbose', 'assumptions and details too'),
  noColor: switchOption('--no-color', 'no colours (also NO_COLOR=1)'),
  seed: value('--seed <n>', 'seed of everything random, recorded in the result', (text) =>
    parseWhole(text, { minimum: 0, maximum: 2 ** 32 - 1 }),
  ),
}

/** `report.html` (format by its ending), `junit=result.xml`, `json=-` or `-`. */
export function parseOutputTarget(text: string): Parsed<OutputTarget> {
  const match = /^([a-z]+)=(.*)$/.exec(text)
  const file = match === null ? text : (match[2] ?? '')
  if (file === '')
    return rejected('names no file', 'Write -o FILE or -o FMT=FILE, for example -o result.json.')
  if (match !== null) {
    const format = parseChoice(match[1] ?? '', formatNames)
    return format.ok ? understood({ format: format.value, file }) : format
  }
  if (file === '-') return understood({ format: null, file })
  const format = formats.find(({ extensions }) =>
    extensions.some((extension) => file.toLowerCase().endsWith(extension)),
  )
  if (format !== undefined) return understood({ format: format.name, file })
  const endings = formats.flatMap(({ extensions }) => extensions).join(' ')
  return rejected(
    'has no ending that tells its format',
    `Use one of ${endings}, or write FMT=FILE with ${formatNames.join(', ')}.`,
  )
}

function parseName(text: string): Parsed<string> {
  return text === ''
    ? rejected('is empty', 'Give the name of a profile or a file: lewis-perf profile list.')
    : understood(text)
}
