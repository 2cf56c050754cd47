import type { FactCommand, MountFacts, World } from '../../core/index.ts'
import { toldByPrograms } from './manifest.ts'
import { isBelow } from './real-mounts.ts'

const answerWithinMs = 3000
const mountWithinMs = 2000

/**
 * What other programs tell of this machine, by the names under which a snapshot keeps it: whether the `network` mounts
 * answer, and what `toldByPrograms` say. The names of programs that were run are added to `ran`.
 */
export async function askedPrograms(
  world: World,
  network: readonly MountFacts[],
  ran: string[],
): Promise<Record<string, FactCommand>> {
  const [mounts, ...outputs] = await Promise.all([
    askedMounts(world, network, ran),
    ...toldByPrograms.map(({ program, args, needs = '/' }) => {
      const place = world.files.entries(needs).ok ? placeOf(world, program, network) : null
      return outputOf(world, place, args, ran)
    }),
  ])
  return Object.fromEntries([
    ['network mounts', mounts],
    ...toldByPrograms.map(({ name }, index) => [name, outputs[index]]),
  ])
}

/** A network mount that does not answer would hang this process: a child asks, and is left behind where it hangs. */
async function askedMounts(
  world: World,
  network: readonly MountFacts[],
  ran: string[],
): Promise<FactCommand> {
  const df = network.length === 0 ? null : placeOf(world, 'df', network)
  if (df === null) return network.length === 0 ? '' : { missing: 'absent' }
  const answers = await Promise.all(
    network.map(async ({ mountPoint, type }) => {
      ran.push('df')
      const { end } = await world.run({ program: df, args: ['-P', mountPoint], timeoutMs: mountWithinMs })
      return { end, line: `${end === 'timeout' ? 'hung' : 'answered'} ${type} ${escaped(mountPoint)}\n` }
    }),
  )
  if (answers.some(({ end }) => end === 'stopped' || end === 'missing')) return { missing: 'timeout' }
  return answers.map(({ line }) => line).join('')
}

/** As the kernel writes names in a list of mounts. */
function escaped(name: string): string {
  return name.replace(/[\s\\]/g, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`)
}

async function outputOf(
  world: World,
  program: string | null,
  args: readonly string[],
  ran: string[],
): Promise<FactCommand> {
  if (program === null) return { missing: 'absent' }
  ran.push(program.slice(program.lastIndexOf('/') + 1))
  const { end, output, exitCode } = await world.run({ program, args, timeoutMs: answerWithinMs })
  if (end === 'timeout' || end === 'stopped') return { missing: 'timeout' }
  return end === 'exited' && exitCode === 0 ? output : { missing: 'unreadable' }
}

/**
 * Where a program is. Looking is cheaper than trying: one that is not there is never started. A folder of a network mount is
 * not looked into, for it may hang.
 */
function placeOf(
  { environment, files }: World,
  program: string,
  network: readonly MountFacts[],
): string | null {
  const folders = (environment.PATH ?? '/usr/bin:/bin').split(':')
  const safe = folders.filter((folder) => folder.startsWith('/') && !isBelow(folder, network))
  return safe.map((folder) => `${folder}/${program}`).find((path) => files.size(path).ok) ?? null
}
