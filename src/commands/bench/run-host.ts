import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { openScratchFolder } from '../../apply/index.ts'
import { defaultHostSettings, type HostSettings, measureHost } from '../../bench/index.ts'
import {
  type HostData,
  type HostMeasurement,
  hostReferenceOf,
  presentHost,
  tooNoisyToRecord,
} from '../../comparison/index.ts'
import {
  type Document,
  type HostReference,
  type Machine,
  OperatorError,
  type Outcome,
} from '../../core/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { toYaml } from '../../profiles/index.ts'
import { counted } from '../../report/index.ts'
import type { Context } from '../command.ts'
import type { BenchInput } from './options.ts'

/** Measures this box, compares it with the profile's `hostReference`, and records it with --write-reference. */
export async function runHost(
  { dataDirectory = '.', writeReference }: BenchInput,
  context: Context,
  settings: HostSettings = defaultHostSettings,
): Promise<Outcome<HostData>> {
  const { world, progress } = context
  if (writeReference !== undefined) assertProfileFile(writeReference, world.directory)
  const { name, hostReference = null } = await context.profile()
  const machine = fingerprintMachine(world)
  const scratch = openScratchFolder()
  try {
    const measurement = await measureHost(world, scratch, { dataDirectory, settings, progress })
    const outcome = presentHost(measurement, machine, { profile: name, reference: hostReference })
    if (writeReference === undefined) return outcome
    return recorded(outcome, writeReference, measurement, {
      machine,
      day: new Date(world.clock.epochMs()).toISOString().slice(0, 10),
    })
  } finally {
    scratch.remove()
  }
}

/** Before anything is measured: a minute later it would be a pity. */
function assertProfileFile(file: string, directory: string): void {
  if (!/\.ya?ml$/i.test(file))
    throw new OperatorError({
      sentence: `--write-reference writes a profile, which needs a .yaml ending, got ${file}.`,
      hint: `Without it --profile would look for a shipped profile: write ${file}.yaml.`,
    })
  const folder = dirname(resolve(directory, file))
  if (!existsSync(folder))
    throw new OperatorError({
      sentence: `--write-reference ${file} is in a folder that does not exist.`,
      hint: `Make it first: mkdir -p ${folder}.`,
    })
}

/** The outcome with the file, and with what there is to say against it. */
async function recorded(
  outcome: Outcome<HostData>,
  file: string,
  measurement: HostMeasurement,
  when: { machine: Machine; day: string },
): Promise<Outcome<HostData>> {
  const warning = (text: string) => ({ ...outcome, warnings: [...outcome.warnings, text] })
  if (measurement.isPartial) return warning(`${file} was not written: half a measurement is no reference.`)
  const reference = hostReferenceOf(measurement, when.machine, when.day)
  const noisy = tooNoisyToRecord(reference)
  return {
    ...(noisy.length === 0
      ? outcome
      : warning(
          `${counted(noisy.length, 'figure')} of ${file} vary too much to judge another box by. Record it again when this one does nothing else.`,
        )),
    documents: [await referenceFile(file, reference, when)],
  }
}

async function referenceFile(
  file: string,
  hostReference: HostReference,
  { machine, day }: { machine: Machine; day: string },
): Promise<Document> {
  const name = file.replace(/^.*\//, '').replace(/\.ya?ml$/i, '')
  const text = `# What a good box can do, recorded by lewis-perf bench --suite host on ${day}:
# ${machine.cpuModel}, ${machine.effectiveCores} cores, kernel ${machine.kernel}, Node ${machine.node}
# Measure another box against it: lewis-perf bench --suite host --profile ${file}
extends: recommended
${await toYaml({ name, source: file, hostReference })}`
  return { name: `${name}.yaml`, mediaType: 'application/yaml', text, file }
}
