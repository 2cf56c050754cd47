import { type Parsed, parseDuration, parseWhole, rejected, understood } from '../../core/index.ts'
import { value } from '../command.ts'
import { parseEmitTarget } from '../emit-target.ts'

const emissions = ['kubernetes-job', 'plan'] as const

/** Where one machine is not enough. */
export const distributionOptions = {
  emit: {
    ...value('--emit <kind[=file]>', `run nothing, write what runs it: ${emissions.join(', ')}`, (text) =>
      parseEmitTarget(text, emissions),
    ),
    choices: emissions,
  },
  parallelism: value('--parallelism <n>', 'with --emit: so many generators share the load (1)', (text) =>
    parseWhole(text, { minimum: 1, maximum: 1000 }),
  ),
  image: value('--image <name>', 'with kubernetes-job: any image with Node 20.19 (node:22-slim)', parseImage),
  generators: value(
    '--generators <list>',
    'share the load among hosts over ssh, as user@gen1,user@gen2',
    parseHosts,
  ),
  startIn: value('--start-in <duration>', 'when all generators begin (2m; over ssh 3s)', parseStartIn),
}

function parseImage(text: string): Parsed<string> {
  return /^[a-z0-9][\w./:@-]*$/.test(text)
    ? understood(text)
    : rejected('is no name of an image', 'Write it as the cluster pulls it: registry/name:tag.')
}

function parseHosts(text: string): Parsed<string[]> {
  const hosts = text.split(',').map((host) => host.trim())
  return hosts.every((host) => host !== '')
    ? understood(hosts)
    : rejected('is no list of hosts', 'Write them as ssh takes them: user@gen1,user@gen2.')
}

function parseStartIn(text: string): Parsed<number> {
  const duration = parseDuration(text)
  if (!duration.ok || (duration.value >= 1 && duration.value <= 86_400)) return duration
  return rejected('is too short or too long', 'Give a time from 1s to 24h.')
}
