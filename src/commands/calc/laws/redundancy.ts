import { plannedFleet } from '../../../capacity/index.ts'
import { OperatorError, parseDuration, parseRate, parseWhole } from '../../../core/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import { parseRedundancy } from '../../../sizing/index.ts'
import { value } from '../../command.ts'
import { lawCommand } from '../law.ts'
import { of, rate } from '../quantities.ts'

export const command = lawCommand({
  name: 'redundancy',
  summary: 'instances that survive failures, an update, and a load that grows until help comes',
  about: ['Give what one instance does within its SLO (loadtest --find-max), not at saturation.'],
  equation: 'per zone = ceil(need / (Z - k)); need = (rate + ramp x reaction) / per instance',
  source: 'Site Reliability Engineering, 2016, chapter 18 (N + 2)',
  options: {
    rate,
    perInstance: value('--per-instance <rate>', 'what one instance does within its SLO, as 120/s', parseRate),
    redundancy: value(
      '--redundancy <n+k>',
      'k instances may fail; with --zones, k zones (n+1)',
      parseRedundancy,
    ),
    zones: value('--zones <n>', 'zones that the instances are spread over (1)', (text) =>
      parseWhole(text, { minimum: 1, maximum: 100 }),
    ),
    ramp: value('--ramp <rate>', 'how much the rate grows each minute, as 20/s', parseRate),
    reaction: value('--reaction <duration>', 'until new instances are ready, as 3m', parseDuration),
    surge: value('--surge <n>', 'instances more during an update', (text) =>
      parseWhole(text, { minimum: 0, maximum: 1e6 }),
    ),
  },
  needs: ['rate', 'perInstance'],
  examples: [
    {
      command: 'lewis-perf calc redundancy --rate 900/s --per-instance 120/s --redundancy n+1 --zones 3',
      shows: 'three zones of which one may fail',
    },
    {
      command: 'lewis-perf calc redundancy --rate 900/s --per-instance 120/s --ramp 60/s --reaction 3m',
      shows: 'what bridges three minutes',
    },
  ],
  answer({ rate: ratePerSecond = 0, perInstance = 1, redundancy = 1, zones = 1, ramp, reaction, surge = 0 }) {
    if ((ramp === undefined) !== (reaction === undefined))
      throw new OperatorError({
        sentence:
          '--ramp and --reaction say together what comes until help is there, and one of them is missing.',
        hint: 'Give both, as --ramp 60/s --reaction 3m, or none.',
      })
    const fleet = plannedFleet({
      ratePerSecond,
      perInstancePerSecond: perInstance,
      rampPerMinute: ramp ?? 0,
      reactionSeconds: reaction ?? 0,
      surge,
      spare: redundancy,
      zones,
    })
    const where = zones === 1 ? '' : `, ${fleet.perZone} in each of ${zones} zones`
    return {
      headline: `${counted(fleet.total, 'instance')}${where}; ${formatQuantity(fleet.surviving)} ${fleet.surviving === 1 ? 'is' : 'are'} left after the planned failure.`,
      data: fleet,
      rows: [
        {
          name: 'instances',
          value: of(fleet.total, 'count'),
          because:
            zones === 1 ? `ceil(need) + ${redundancy}` : `${zones} x ceil(need / (${zones} - ${redundancy}))`,
        },
        {
          name: 'after failure',
          value: of(fleet.surviving, 'count'),
          because: `of which ${formatQuantity(fleet.neededAtReaction)} are needed`,
        },
        {
          name: 'need now',
          value: of(fleet.neededNow, 'count'),
          because: `${formatQuantity(ratePerSecond, 'per-second')} / ${formatQuantity(perInstance, 'per-second')}`,
        },
        {
          name: 'need later',
          value: of(fleet.neededAtReaction, 'count'),
          because: `with ${formatQuantity(ramp ?? 0, 'per-second')} more each minute for ${formatQuantity(reaction ?? 0, 'seconds')}`,
        },
        {
          name: 'during update',
          value: of(fleet.duringUpdate, 'count'),
          because: `instances + ${surge}: what a quota must allow`,
        },
      ],
    }
  },
})
