import {
  isoMoment,
  maskSecretsIn,
  OperatorError,
  type Outcome,
  type Parsed,
  rejected,
  secretValues,
  understood,
} from '../../core/index.ts'
import { resultLine, runPart, savedRun, shortDigest } from '../../load/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import { type LoadtestData, parsePlanFile, presentRun, type Slice } from '../../traffic/index.ts'
import { defineCommand, inputFile, switchOption, value, values } from '../command.ts'
import { readInput } from '../read-input.ts'
import { type Caps, watchCaps } from './caps.ts'
import { parseCount, parseMostBytes, parseText } from './option-values.ts'
import type { LoadtestInput } from './options.ts'
import { announceLoad, permitted } from './safety.ts'

/** One generator's part of a plan that several share. */
export const command = defineCommand({
  name: 'loadtest slice',
  summary: 'run one part of a plan that several generators share',
  about: [
    'What each pod of --emit kubernetes-job and each host of --generators runs; by hand it serves any other scheduler.',
    'Its result is one line, which loadtest merge --from-logs finds in a log. It begins when the plan says; what was due before it was up',
    'stays unsent, so that it never catches up in a bunch.',
  ],
  options: {
    plan: inputFile('--plan <file>', 'the plan, as loadtest --emit plan wrote it; - for standard input'),
    slice: value('--slice <i/n>', 'which part of how many, as 3/8', parseSlice),
    startAt: value(
      '--start-at <time>',
      'when all parts begin, as 2026-01-31T12:00:00.000Z (as the plan says)',
      parseTime,
    ),
    workers: value('--workers <n>', 'generator threads (1)', (text) => parseCount(text, 256)),
    allow: values('--allow <host>', 'a host outside this machine that may be loaded; repeatable', parseText),
    maxBytes: value('--max-bytes <size>', 'of all parts together: stop at its share', parseMostBytes),
    force: switchOption('--force', 'lift the caps on rate, connections and duration outside this machine'),
  },
  examples: [
    {
      command: 'lewis-perf loadtest slice --plan plan.json --slice 3/8 > slice-3.log',
      shows: 'the third of eight parts',
    },
  ],
  exitCodes: {
    0: 'there is a result; what it is worth is said by merge',
    2: 'the plan is no plan, or the target is not allowed',
    3: 'it came when the load was over',
    130: 'interrupted; what ran is in the result',
  },
  async run(
    { plan: file, slice, startAt, workers = 1, allow = [], force, maxBytes },
    context,
  ): Promise<Outcome<LoadtestData>> {
    if (file === undefined || slice === undefined)
      throw new OperatorError({
        sentence: 'A slice needs its plan and its number, and one of them is missing.',
        hint: 'Give both: --plan plan.json --slice 3/8.',
      })
    const { world, progress } = context
    const sealed = parsePlanFile(readInput(file, 'Give the plan that loadtest --emit wrote.', context), {
      name: file === '-' ? 'Standard input' : file,
      tool: world.toolVersion,
      digestOf: shortDigest,
    })
    if (slice.of !== sealed.generators)
      throw new OperatorError({
        sentence: `The plan is for ${sealed.generators} generators, got --slice ${slice.index + 1}/${slice.of}.`,
        hint: `Write --slice ${Math.min(slice.index + 1, sealed.generators)}/${sealed.generators}.`,
      })
    const limits: LoadtestInput = {
      allow,
      ...(force === undefined ? {} : { force }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    }
    const allowed = permitted(sealed.plan, limits)
    await announceLoad(allowed, limits, context)
    const watch = watchCaps(shareOf(allowed.caps, slice.of), limits)
    context.measuredOn(fingerprintMachine(world))
    const run = await runPart(sealed, {
      slice,
      startEpochMs: startAt ?? sealed.startEpochMs,
      workers,
      environment: world.environment,
      interrupted: world.interrupted,
      sleep: world.sleep,
      reasonToStop: (traffic) => watch.reasonToStop(traffic, sealed.plan),
      progress,
    })
    const saved = maskSecretsIn(savedRun(run), secretValues(world.environment))
    const outcome = presentRun(run, [])
    return {
      ...outcome,
      // Whoever starts slices takes an exit code for a generator that failed; what a slice is worth only the whole tells.
      exitCode: 0,
      exitCodeStands: true,
      data: { ...outcome.data, run: saved },
      documents: [{ name: 'result line', mediaType: 'text/plain', text: `${resultLine(saved)}\n` }],
    }
  },
})

/** What one of so many may take of the caps on all together. */
function shareOf(caps: Caps, of: number): Caps {
  const share = (most: number | null): number | null => (most === null ? null : most / of)
  return { ...caps, ratePerSecond: share(caps.ratePerSecond), bytes: share(caps.bytes) }
}

function parseSlice(text: string): Parsed<Slice> {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  const [index, all] = [Number(number) - 1, Number(of)]
  return number !== undefined && index >= 0 && index < all
    ? understood({ index, of: all })
    : rejected('is no part of a whole', 'Write which part of how many: 3/8.')
}

function parseTime(text: string): Parsed<number> {
  const epochMs = isoMoment(text)
  return epochMs === null
    ? rejected('is no time', 'Write it with its zone: 2026-01-31T12:00:00Z.')
    : understood(epochMs)
}
